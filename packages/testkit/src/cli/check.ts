/** `application-credentials check`: checks integrations and reports. */
import { createHash } from "node:crypto"
import { availableParallelism } from "node:os"
import { setFlagsFromString } from "node:v8"
import { Effect, Fiber, type FileSystem, identity, type Layer, Option, type Path, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { chooseIsolation } from "../adapters/jail/Isolation.ts"
import { type PackageOptions, withPackages } from "../adapters/python/packages/withPackages.ts"
import { bundledHost } from "../adapters/bundle.ts"
import { makeStartedAhead, type StartedAhead } from "../adapters/StartedAhead.ts"
import { sideBySide } from "../adapters/sideBySide.ts"
import { hostLayer, subjectLayer } from "../adapters/subjectLayer.ts"
import { withContext } from "../config/CheckFile.ts"
import type { JudgedHost } from "../engine/HostJudgement.ts"
import type { Report } from "../reporters/Report.ts"
import { run, type Target } from "../runner/run.ts"
import type { Shard } from "../runner/RunEvent.ts"
import { versionsFor } from "../runner/Versions.ts"
import { applyDecisions } from "../runner/Waivers.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import type { Subject } from "../subject/Subject.ts"
import { cannotCertify, certifier, withoutDecisions } from "./certificate.ts"
import { warn } from "./console.ts"
import { hasChangedSince } from "./changed.ts"
import { conclude, readSettings, type Settings } from "./decisions.ts"
import { CannotCheck, DoesNotConform } from "./errors.ts"
import { reportFlags, runFlags } from "./flags.ts"
import { planOf } from "./plan.ts"
import { makeProgress } from "./progress.ts"
import { parseReports, writeReports } from "./reports.ts"
import { parseShard, shardOf } from "./shards.ts"
import { findTargets } from "./targets.ts"
import { type Known, watch } from "./watch.ts"

const config = {
  paths: Argument.String("path").pipe(
    Argument.withDescription(
      "An integration's folder, its application_credentials file, or a tree such as custom_components. Default: the configuration's paths"
    ),
    Argument.atLeast(0)
  ),
  ...runFlags,
  ...reportFlags
}

type Input = Command.Command.Config.Infer<typeof config>

/** The command. */
export const check = Command.make(
  "check",
  config,
  Effect.fnUntraced(function* (input) {
    const refusal = refusalOf(input)
    if (refusal !== null) return yield* new CannotCheck({ message: refusal })
    if (input.watch) return yield* Effect.scoped(checkAgain(input))
    const prepared = yield* prepare(input)
    const report = yield* checkTargets(input, prepared)
    if (prepared.targets.some(({ _tag }) => _tag === "Unreadable")) {
      return yield* new CannotCheck({ message: problemsOf(report) })
    }
    if (input.certify && report.certificate === undefined) {
      yield* warn("Not certified: a verdict is inconclusive, or counts against a module.\n")
      return yield* new DoesNotConform()
    }
    yield* conclude(report, prepared.settings)
  })
).pipe(
  Command.withDescription(
    "Checks application_credentials modules and says, requirement by requirement, what is wrong and how to fix it. Exit code 0: conforms; 1: does not; 2: cannot be checked."
  ),
  Command.withShortDescription("Check integrations"),
  Command.withExamples([
    { command: "application-credentials check custom_components/acme", description: "Check one integration" },
    {
      command: "application-credentials check custom_components --fail-on should",
      description: "Check all integrations of a tree, strictly"
    },
    {
      command: "application-credentials check custom_components --reporter html=report.html",
      description: "Write a report to read in a browser, too"
    },
    {
      command: "application-credentials check --baseline known.json --update-baseline",
      description: "Accept what fails today, so that only new failures count"
    }
  ])
)

/** Why these flags do not go together, or null. */
const refusalOf = (input: Input): string | null => {
  if (input.watch && (input.certify || input.updateBaseline)) {
    return "--watch never ends, and so goes neither with --certify nor with --update-baseline."
  }
  return input.certify ? cannotCertify(input) : null
}

/** Reads what a run is of. */
const prepare = Effect.fnUntraced(function* (input: Input) {
  const choosing = yield* Effect.forkChild(chooseIsolation(input.isolation), { startImmediately: true })
  const settings = yield* readSettings(input.paths, input).pipe(
    Effect.map((found) => (input.certify ? withoutDecisions(found) : found))
  )
  const plan = yield* planOf(input, settings.config)
  const destinations = yield* parseReports(input.reporter, input.output)
  const { isWhole, shard, targets: found } = yield* chooseTargets(input, settings)
  const packages = [...input.packages, ...(settings.config?.packages ?? [])]
  const context = Option.getOrUndefined(input.context) ?? settings.config?.context
  const install = yield* installOf(input)
  const environment = process.env["VIRTUAL_ENV"]
  const targets = yield* Effect.forEach(found, (target) =>
    runWith(target, { packages, environment, install, context })
  )
  const isolation = yield* Fiber.join(choosing).pipe(
    Effect.mapError(({ message }) => new CannotCheck({ message }))
  )
  return { settings, plan, destinations, isWhole, shard, targets, isolation }
})

type Prepared = Effect.Success<ReturnType<typeof prepare>>

type StartSubject = (integration: Integration, homeAssistant: HomeAssistant) => Layer.Layer<Subject>

/** How the modules of what was prepared are run. */
const startSubjects =
  ({ isolation, plan, targets }: Prepared, options: { readonly ahead?: boolean } = {}): StartSubject =>
  (integration, homeAssistant) => {
    const layer = subjectLayer(integration, isolation, homeAssistant, options)
    const alone = targets.length === 1 && versionsFor(plan, integration).length === 1
    // A Python module alone shares its work between two processors, many take one each. In TypeScript, and for a module
    // that only names its server, a second worker takes as long to start as it saves.
    return alone && processors > 1 && hasMuchToRun(integration) ? sideBySide(layer) : layer
  }

const processors = availableParallelism()

/** Checks what was prepared, and writes the reports. */
const checkTargets = Effect.fnUntraced(function* (
  input: Input,
  prepared: Prepared,
  subject: StartSubject = startSubjects(prepared)
) {
  const { destinations, isWhole, isolation, plan, settings, shard, targets } = prepared
  if (targets.length >= many) keepHeapSmall()
  const host = (language: Language, homeAssistant: HomeAssistant) =>
    hostLayer(language, isolation, homeAssistant)
  const judges = plan.path === undefined ? (isWhole ? "all" : "seen") : "none"
  const decide = applyDecisions({ ...settings.decisions, judges: () => judges })
  const certify = input.certify ? yield* certifier(targets, plan, settings) : identity
  const progress = input.progress && !input.quiet ? makeProgress() : () => Effect.void
  // What is certified runs by itself, with all inputs.
  const shared = input.certify ? {} : { host, judged: judgedHost }
  const events = run({ targets, plan, subject, ...shared, shard, concurrency: processors }).pipe(
    Stream.tap(progress),
    Stream.map(decide),
    Stream.map(certify)
  )
  return yield* writeReports(events, destinations, input)
})

/** From how many targets on it matters how far V8 lets its heap grow. */
const many = 3

/**
 * The young generation stays as large as it is, in place of 64 MB and twice that in stock. The old one is collected once it is half as
 * large again as it was, in place of two to four times: over twenty modules this process has 156 MB at most in place of 306, and
 * takes no longer.
 */
const keepHeapSmall = () => setFlagsFromString("--semi-space-growth-factor=1 --heap-growing-percent=50")

/** Checks what changes, as often as it does. */
const checkAgain = Effect.fnUntraced(function* (input: Input) {
  const ahead = yield* makeStartedAhead
  return yield* watch((known, runs) => checkChanged(input, known, runs, ahead))
})

/** Checks the integrations that are not as they were, with so many inputs at most. Gives what is known then, and where it lies. */
const checkChanged = Effect.fnUntraced(function* (
  input: Input,
  known: Known,
  runs: number,
  ahead: StartedAhead
) {
  const found = yield* prepare(input)
  const now = new Map(found.targets.map((target) => [keyOf(target), fingerprintOf(target)]))
  const targets = found.targets.filter((target) => known.get(keyOf(target)) !== now.get(keyOf(target)))
  const plan = { ...found.plan, runs: Math.min(runs, found.plan.runs) }
  const prepared = { ...found, plan, targets, isWhole: false }
  const start = startSubjects(prepared)
  const waiting: StartSubject = (integration, homeAssistant) =>
    ahead.take(subjectKey(prepared, integration, homeAssistant), start(integration, homeAssistant))
  // What waits is for the look after a change, which is all that anybody waits for.
  if (targets.length > 0) yield* checkTargets(input, prepared, runs === Infinity ? start : waiting)
  if (targets.length === 1) yield* ahead.keep(subjectsAhead(prepared))
  const roots = input.paths.length > 0 ? input.paths : (found.settings.config?.paths ?? [])
  const folders = [...roots, ...found.targets.map((target) => aboutTarget(target).path)]
  return { known: now, folders, checked: targets.length, hasMore: plan.runs < found.plan.runs }
})

/** What the next check begins with, if it is of the same integrations. */
const subjectsAhead = (prepared: Prepared) => {
  const start = startSubjects(prepared, { ahead: true })
  return new Map(
    prepared.targets.flatMap((target) =>
      target._tag === "Unreadable"
        ? []
        : versionsFor(prepared.plan, target.integration).map(
            (homeAssistant): [string, Layer.Layer<Subject>] => [
              subjectKey(prepared, target.integration, homeAssistant),
              start(target.integration, homeAssistant)
            ]
          )
    )
  )
}

/** All that a module's process depends on, but the files of the integration. */
const subjectKey = (
  { isolation }: Prepared,
  integration: Integration,
  { version }: HomeAssistant
): string => {
  const { context, domain, modulePath, packages } = integration
  return JSON.stringify([
    isolation,
    version,
    modulePath,
    domain,
    packages,
    context,
    hasMuchToRun(integration)
  ])
}

const keyOf = (target: Target): string => Object.values(aboutTarget(target)).join(" ")

/** All that a verdict depends on. */
const fingerprintOf = (target: Target): string =>
  createHash("sha256").update(JSON.stringify(target)).digest("hex")

const hasMuchToRun = ({ language, source }: Integration): boolean =>
  language === "python" && source.includes("async_get_auth_implementation")

/** The host as the build has judged it. */
const judgedHost = (language: Language, { version }: HomeAssistant): JudgedHost | null => {
  const name = `${language} ${version}`
  const host = judgedHosts.get(name) ?? JSON.parse(bundledHost(language, version) ?? "null")
  judgedHosts.set(name, host)
  return host
}

const judgedHosts = new Map<string, JudgedHost | null>()

const installOf = ({ indexUrl, install }: Input): Effect.Effect<PackageOptions["install"], CannotCheck> =>
  !install && Option.isSome(indexUrl)
    ? Effect.fail(new CannotCheck({ message: "--index-url names the index of --install: give that too." }))
    : Effect.succeed(install ? { indexUrl: Option.getOrUndefined(indexUrl) } : undefined)

const runWith = (
  target: Target,
  { context, ...options }: PackageOptions & { readonly context: string | undefined }
): Effect.Effect<Target, CannotCheck, FileSystem.FileSystem | Path.Path> =>
  target._tag === "Unreadable"
    ? Effect.succeed(target)
    : withPackages(target.integration, options).pipe(
        Effect.flatMap((integration) => withContext(integration, context)),
        Effect.map((integration): Target => ({ ...target, integration })),
        Effect.mapError(({ message }) => new CannotCheck({ message }))
      )

/** The integrations that are checked: all at the paths, or those of them that have changed and are this machine's. */
const chooseTargets = Effect.fnUntraced(function* (input: Input, { config }: Settings) {
  const paths = input.paths.length > 0 ? input.paths : config?.paths
  if (paths === undefined) {
    return yield* new CannotCheck({
      message: `Name what to check, such as custom_components, or give ${config?.file ?? "application-credentials.config.json"} "paths".`
    })
  }
  const shard = yield* Effect.forEach(Option.toArray(input.shard), parseShard)
  const all = yield* findTargets(paths)
  const found = yield* onlyChanged(all, input.changed)
  const subjects = found.map(aboutTarget)
  const isWhole = found.length === all.length && (input.paths.length === 0 || config?.paths === undefined)
  const shards = shard.map((each): Shard => ({ ...each, subjects, isWhole }))
  const targets = shards.reduce<ReadonlyArray<Target>>(
    (some, { count, index }) => some.filter((target) => shardOf(aboutTarget(target).path, count) === index),
    found
  )
  return { targets, shard: shards[0], isWhole: isWhole && shards.length === 0 }
})

const onlyChanged = Effect.fnUntraced(function* (targets: ReadonlyArray<Target>, ref: Option.Option<string>) {
  if (Option.isNone(ref)) return targets
  const hasChanged = yield* hasChangedSince(ref.value)
  return yield* Effect.filter(targets, (target) => hasChanged(aboutTarget(target).path))
})

const aboutTarget = (target: Target): Shard["subjects"][number] => {
  const { language, path } = target._tag === "Readable" ? target.integration : target.subject
  return { path, language }
}

const problemsOf = ({ subjects }: Report): string =>
  subjects.flatMap(({ problem }) => (problem === null ? [] : [problem])).join("\n")
