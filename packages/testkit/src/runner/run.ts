/** A run over any number of integrations, as a stream of events. */
import { type Cause, Clock, Context, Effect, Exit, Layer, Queue, Stream } from "effect"
import type { Place } from "../catalog/Verdict.ts"
import type { HostForAll } from "../engine/Harness.ts"
import { hostJudgedBefore, hostOn, type JudgedHost } from "../engine/HostJudgement.ts"
import { makeMemory, once } from "../engine/Memory.ts"
import { makeSharedHost } from "../engine/SharedHost.ts"
import type { RunScript } from "../engine/batchScripts.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import { type Isolation, Subject } from "../subject/Subject.ts"
import { checksOf, type Plan } from "./Plan.ts"
import type { RunEvent, Shard, SubjectInfo } from "./RunEvent.ts"
import { versionsFor } from "./Versions.ts"
import { verdictsOfUnreadable } from "./checkModule.ts"
import { checkOnVersions } from "./checkOnVersions.ts"
import { packagesReport } from "./packagesReport.ts"

/**
 * Something to check: an integration that was read, or one whose files could not be, and why.
 *
 * @category models
 * @since 0.1.0
 */
export type Target =
  | { readonly _tag: "Readable"; readonly integration: Integration }
  | {
      readonly _tag: "Unreadable"
      readonly subject: SubjectInfo
      readonly problem: string
      /** The file that could not be read. */
      readonly place: Place
    }

/**
 * Checks targets side by side, each in a subject of its own, and gives their events one target after another.
 *
 * @category running
 * @since 0.1.0
 */
export const run = (options: {
  readonly targets: ReadonlyArray<Target>
  readonly plan: Plan
  readonly subject: (integration: Integration, homeAssistant: HomeAssistant) => Layer.Layer<Subject>
  /**
   * A subject that is none of the targets, in which the host's own implementation runs once for all of a language, where it was not
   * judged beforehand. Default each target's own subject.
   */
  readonly host?: (language: Language, homeAssistant: HomeAssistant) => Layer.Layer<Subject>
  /** The host's own implementation as it was judged beforehand, if it was. */
  readonly judged?: (language: Language, homeAssistant: HomeAssistant) => JudgedHost | null
  /** How many targets are checked at once. */
  readonly concurrency: number
  /** What part of a run the targets are. */
  readonly shard?: Shard | undefined
}): Stream.Stream<RunEvent> =>
  Stream.unwrap(
    Effect.gen(function* () {
      const began = yield* Clock.currentTimeMillis
      const running = yield* start(options)
      const started: RunEvent = {
        _tag: "RunStarted",
        seed: options.plan.seed,
        runs: options.plan.runs,
        subjects: options.targets.map((target) => infoOf(target, options.plan)),
        requirements: checksOf(options.plan).length,
        ...(options.shard === undefined ? {} : { shard: options.shard })
      }
      const finished = Clock.currentTimeMillis.pipe(
        Effect.map((now): RunEvent => ({ _tag: "RunFinished", durationMillis: now - began }))
      )
      return Stream.make(started).pipe(
        Stream.concat(Stream.fromIterable(running).pipe(Stream.flatMap(Stream.fromQueue))),
        Stream.concat(Stream.fromEffect(finished))
      )
    })
  )

type Events = Queue.Queue<RunEvent, Cause.Done>

/** Starts to check every target, as many at once as asked, each with a queue of its own for its events. */
const start = Effect.fnUntraced(function* (options: Parameters<typeof run>[0]) {
  const queues = yield* Effect.forEach(options.targets, (target) =>
    Effect.map(Queue.unbounded<RunEvent, Cause.Done>(), (events) => ({ target, events }))
  )
  const hosts = yield* shareHosts(options)
  yield* Effect.forEach(
    queues,
    ({ events, target }) =>
      checkTarget(target, { ...options, hosts }, events).pipe(Effect.onExit((exit) => endWith(exit, events))),
    {
      concurrency: options.concurrency,
      discard: true
    }
  ).pipe(Effect.forkScoped)
  return queues.map(({ events }) => events)
})

type Hosts = (language: Language, homeAssistant: HomeAssistant) => HostForAll | undefined

/** From how many targets of a language on a host of their own is worth its start. */
const many = 3

/** Has what was judged beforehand for each language and version, or else a host where there are many targets: it starts once one needs it. */
const shareHosts = Effect.fnUntraced(function* ({ host, judged, plan, targets }: Parameters<typeof run>[0]) {
  const scope = yield* Effect.scope
  const memory = makeMemory<HostForAll | null>()
  const count = (language: Language) =>
    targets.filter((target) => target._tag === "Readable" && target.integration.language === language).length
  const start = (layer: Layer.Layer<Subject>): RunScript => {
    const shared = once(
      Effect.map(Layer.buildWithScope(layer, scope), (services) =>
        makeSharedHost(Context.get(services, Subject))
      )
    )
    return (script) => Effect.flatMap(shared, (runScript) => runScript(script))
  }
  const make: (...of: Parameters<Hosts>) => HostForAll | null = (language, homeAssistant) => {
    const before = judged?.(language, homeAssistant) ?? null
    const known = before && hostJudgedBefore(before, plan)
    if (known !== null) return known
    const layer = count(language) < many ? undefined : host?.(language, homeAssistant)
    return layer === undefined ? null : hostOn(start(layer), homeAssistant)
  }
  const hosts: Hosts = (language, homeAssistant) =>
    memory(targets, `${language} ${homeAssistant.version}`, () => make(language, homeAssistant)) ?? undefined
  return hosts
})

const checkTarget = Effect.fnUntraced(function* (
  target: Target,
  options: Parameters<typeof run>[0] & { readonly hosts: Hosts },
  events: Events
) {
  const began = yield* Clock.currentTimeMillis
  const subject = infoOf(target, options.plan)
  const emit = (event: RunEvent) => Effect.asVoid(Queue.offer(events, event))
  yield* emit({ _tag: "SubjectStarted", subject })
  let checked: { readonly isolation: Isolation | null; readonly loaded: LoadedModule | null } = {
    isolation: null,
    loaded: null
  }
  if (target._tag === "Unreadable") {
    const verdicts = verdictsOfUnreadable({ message: target.problem, place: target.place }, options.plan)
    yield* Effect.forEach(verdicts, (verdict) => emit({ _tag: "VerdictReached", subject, verdict }))
  } else {
    const { integration } = target
    checked = yield* checkOnVersions({
      integration,
      plan: options.plan,
      subject: (homeAssistant) => options.subject(integration, homeAssistant),
      host: (homeAssistant) => options.hosts(integration.language, homeAssistant),
      listener: {
        started: (id) => emit({ _tag: "RequirementStarted", subject, id }),
        reached: (verdict) => emit({ _tag: "VerdictReached", subject, verdict })
      }
    })
  }
  const durationMillis = (yield* Clock.currentTimeMillis) - began
  const problem = target._tag === "Unreadable" ? target.problem : null
  const { isolation, loaded } = checked
  const packages = target._tag === "Unreadable" ? null : packagesReport(target.integration, loaded)
  yield* emit({ _tag: "SubjectFinished", subject, durationMillis, isolation, packages, problem })
})

/** A defect of the test kit's ends the run, and is seen. */
const endWith = (exit: Exit.Exit<void>, events: Events) =>
  Exit.isSuccess(exit) ? Queue.end(events) : Queue.failCause(events, exit.cause)

const infoOf = (target: Target, plan: Plan): SubjectInfo =>
  target._tag === "Unreadable"
    ? target.subject
    : {
        path: target.integration.path,
        domain: target.integration.domain,
        language: target.integration.language,
        homeAssistant: versionsFor(plan, target.integration).map(({ version }) => version)
      }
