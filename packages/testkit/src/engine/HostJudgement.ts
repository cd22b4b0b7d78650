/**
 * What a property shows of the host's own implementation: the same for every module that is nothing else, but for its endpoints. It
 * is judged once for all of them.
 */
import { sha256 } from "@noble/hashes/sha2.js"
import { Effect } from "effect"
import { Base64Url } from "effect/encoding"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { LoadedModule, Performance, ServerInput } from "../subject/Protocol.ts"
import { Inconclusive } from "./Finding.ts"
import type { CheckContext, HostForAll, HostJudgement, Harness, JudgeHost, Property } from "./Harness.ts"
import { makeMemory, once } from "./Memory.ts"
import { makeObserver } from "./Observation.ts"
import type { RunOptions } from "./RunOptions.ts"
import { isOfHost, linkingsOn, onSharedHost, placeholders, putBack } from "./SharedHost.ts"
import { type Evaluation, Tally } from "./Tally.ts"
import { keyOf, type RunScript } from "./batchScripts.ts"
import { evaluateAll, excused } from "./evaluateAll.ts"
import { findProvider, nobodys } from "./findProvider.ts"
import { nothingGiven } from "./given.ts"
import { samplesOf } from "./samples.ts"

/** How many inputs of each property have to show the same with a module as with the host. */
const compared = 4

/** The host's own implementation on a subject that is no module's, at placeholders for a module's endpoints. */
export const hostOn = (run: RunScript, homeAssistant: HomeAssistant): HostForAll => ({
  run,
  judge: makeJudgeHost(run, homeAssistant),
  linkings: linkingsOn(run)
})

const makeJudgeHost = (run: RunScript, homeAssistant: HomeAssistant): JudgeHost => {
  const memory = makeMemory<Effect.Effect<HostJudgement | null>>()
  const usual = hostContext(run, homeAssistant, placeholders)
  const ofNobody = hostContext(onSharedHost(run, run), homeAssistant, nobodys)
  const judge = Effect.fnUntraced(function* <A>({ arbitrary, evaluate }: Property<A>, options: RunOptions) {
    const all = yield* evaluateAll(arbitrary, evaluate, usual, options)
    const evaluations = all?.map(({ evaluation }) => excused(evaluation))
    const tally = new Tally()
    if (evaluations?.every((evaluation) => tally.add(evaluation)) !== true) return null
    const restsOnProvider = (yield* evaluateAll(arbitrary, evaluate, ofNobody, options)) === null
    return { result: tally.result, restsOnProvider, first: evaluations.slice(0, compared).map(inWords) }
  })
  return (property, options) =>
    memory(property.evaluate, `${options.seed} ${options.runs}`, () => once(judge(property, options)))
}

/** The host's own implementation and nothing else: whatever asks for more is a defect, and does not judge the host. */
const hostContext = (run: RunScript, homeAssistant: HomeAssistant, server: ServerInput): CheckContext => {
  const source = () => Effect.succeed({ by: "host", server, pkce: false } as const)
  const runScript: RunScript = (script) =>
    isOfHost(script) ? Effect.orDie(run(script)) : Effect.die("a script of the module's")
  return {
    homeAssistant,
    module: noModule,
    given: nothingGiven,
    play: () => Effect.die("a flow of the module's"),
    integration: Effect.die("the module's files"),
    runLive: () => Effect.die("a script that is not shared"),
    runScript,
    source,
    observe: makeObserver(runScript, source)
  }
}

/** Throws where it is looked into. */
const noModule = new Proxy<LoadedModule>(
  { hooks: {}, functions: [], imports: [], trace: { logs: [], activity: [], standIns: [] } },
  {
    get: () => {
      throw new Error("The host's own implementation is no module.")
    }
  }
)

/**
 * Judges a module as the host was judged, if it is nothing but the host's own implementation at a server of its own, and shows the same
 * with the first inputs. Null where it has to be judged by itself.
 */
export const judgeAsHost = Effect.fnUntraced(function* <A>(
  property: Property<A>,
  harness: Harness,
  options: RunOptions
) {
  const server = harness.judgeHost === undefined ? null : yield* harness.hostsServer
  if (harness.judgeHost === undefined || server === null || isLong(server)) return null
  const judgement = yield* harness.judgeHost(property, options)
  if (judgement === null || (judgement.restsOnProvider && isKnown(server))) return null
  const { first, result } = putBack(server)(judgement)
  const seen = yield* evaluateFirst(property, harness.module, options)
  return seen?.join("\n") === first.join("\n") ? result : null
})

/** What the first inputs show, in words; null where one is a defect. */
const evaluateFirst = <A>(
  { arbitrary, evaluate }: Property<A>,
  context: CheckContext,
  options: RunOptions
): Effect.Effect<ReadonlyArray<string> | null> =>
  Effect.forEach(
    samplesOf(arbitrary, options).slice(0, compared),
    (input) => Effect.map(evaluate(input, context), (evaluation) => inWords(excused(evaluation))),
    { concurrency: "unbounded" }
  ).pipe(Effect.catchDefect(() => Effect.succeed(null)))

/** Longer than any endpoint: how long an address is may matter. */
const longest = 200

const isLong = ({ authorizeUrl, tokenUrl }: ServerInput): boolean =>
  Math.max(authorizeUrl.length, tokenUrl.length) > longest

const isKnown = ({ authorizeUrl, tokenUrl }: ServerInput): boolean =>
  [authorizeUrl, tokenUrl].some((url) => findProvider(url) !== undefined)

const inWords = (evaluation: Evaluation): string =>
  "message" in evaluation ? `${evaluation._tag}: ${evaluation.message}` : evaluation._tag

/** What was seen and judged of the host's own implementation beforehand, as when this package was built. */
export interface JudgedHost {
  /** The inputs that it was judged with. */
  readonly inputs: Pick<RunOptions, "seed" | "runs">
  readonly judgements: { readonly [id in RequirementId]?: HostJudgement | null }
  /** What was seen of each script that a module's judgement may still take, by the script. */
  readonly performances: { readonly [script: string]: Performance }
}

/**
 * The host as it was judged beforehand. What was not seen then runs on each module's own subject. Null where it was judged with
 * other inputs, or with fewer.
 */
export const hostJudgedBefore = (
  { inputs, judgements, performances }: JudgedHost,
  { runs, seed }: RunOptions
): HostForAll | null => {
  // Fewer inputs are the first of these: what holds for all of them holds for those.
  if (runs > inputs.runs || seed !== inputs.seed) return null
  const run: RunScript = (script) => {
    const seen = performances[hashOf(script)]
    return seen === undefined ? Effect.fail(notSeen) : Effect.succeed(seen)
  }
  return { run, judge: ({ id }) => Effect.succeed(judgements[id] ?? null), linkings: linkingsOn(run) }
}

const notSeen = new Inconclusive({ message: "this was not seen beforehand" })

/** Judges as a host does, and has seen by `noted` what a module's judgement may still take. */
export const judgeNoting =
  (host: HostForAll, noted: RunScript, homeAssistant: HomeAssistant): JudgeHost =>
  (property, options) =>
    Effect.tap(host.judge(property, options), (judgement): Effect.Effect<unknown> => {
      const context = hostContext(noted, homeAssistant, placeholders)
      return judgement?.restsOnProvider === true
        ? evaluateAll(property.arbitrary, property.evaluate, context, options)
        : evaluateFirst(property, context, options)
    })

/** Gives the name under which what a script shows is found. */
export const hashOf = (script: Parameters<RunScript>[0]): string =>
  Base64Url.encode(sha256(encoder.encode(keyOf(script)))).slice(0, 22)

const encoder = new TextEncoder()
