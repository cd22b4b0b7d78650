/** `application-credentials check`: checks integrations and reports. */
import { createHash } from "node:crypto"
import { availableParallelism } from "node:os"
import { Effect, type FileSystem, identity, Option, type Path, Stream } from "effect"
import { Argument, Command } from "effect/cli"
import { chooseIsolation } from "../adapters/jail/Isolation.ts"
import { type PackageOptions, withPackages } from "../adapters/python/packages/withPackages.ts"
import { bundledHosts } from "../adapters/bundle.ts"
import { sideBySide } from "../adapters/sideBySide.ts"
import { hostLayer, subjectLayer } from "../adapters/subjectLayer.ts"
import { withContext } from "../config/CheckFile.ts"
import type { Report } from "../reporters/Report.ts"
import type { JudgedHosts } from "../runner/judgeBeforehand.ts"
import { run, type Target } from "../runner/run.ts"
import type { Shard } from "../runner/RunEvent.ts"
import { versionsFor } from "../runner/Versions.ts"
import { applyDecisions } from "../runner/Waivers.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
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
    if (input.watch) return yield* watch((known, runs) => checkChanged(input, known, runs))
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
    return "--watch goes on, and so goes neither with --certify nor with --update-baseline."
  }
  return input.certify ? cannotCertify(input) : null
}

/** Reads what a run is of. */
const prepare = Effect.fnUntraced(function* (input: Input) {
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
  const isolation = yield* chooseIsolation(input.isolation).pipe(
    Effect.mapError(({ message }) => new CannotCheck({ message }))
  )
  return { settings, plan, destinations, isWhole, shard, targets, isolation }
})

type Prepared = Effect.Success<ReturnType<typeof prepare>>

/** Checks what was prepared, and writes the reports. */
const checkTargets = Effect.fnUntraced(function* (
  input: Input,
  { destinations, isWhole, isolation, plan, settings, shard, targets }: Prepared
) {
  const processors = availableParallelism()
  // A Python module alone shares its work between two processors, many take one each. In TypeScript, and for a module
  // that only names its server, a second worker takes as long to start as it saves.
  const subject = (integration: Integration, homeAssistant: HomeAssistant) => {
    const layer = subjectLayer(integration, isolation, homeAssistant)
    const alone = targets.length === 1 && versionsFor(plan, integration).length === 1
    return alone && processors > 1 && hasMuchToRun(integration) ? sideBySide(layer) : layer
  }
  const host = (language: Language, homeAssistant: HomeAssistant) =>
    hostLayer(language, isolation, homeAssistant)
  const judges = plan.path === undefined ? (isWhole ? "all" : "seen") : "none"
  const decide = applyDecisions({ ...settings.decisions, judges: () => judges })
  const certify = input.certify ? yield* certifier(targets, plan, settings) : identity
  const progress = input.progress && !input.quiet ? makeProgress() : () => Effect.void
  // What is certified runs by itself, with all inputs.
  const shared = input.certify ? {} : { host, judged: readJudgedHosts() }
  const events = run({ targets, plan, subject, ...shared, shard, concurrency: processors }).pipe(
    Stream.tap(progress),
    Stream.map(decide),
    Stream.map(certify)
  )
  return yield* writeReports(events, destinations, input)
})

/** Checks the integrations that are not as they were, with so many inputs at most. Gives what is known then, and where it lies. */
const checkChanged = Effect.fnUntraced(function* (input: Input, known: Known, runs: number) {
  const prepared = yield* prepare(input)
  const now = new Map(prepared.targets.map((target) => [keyOf(target), fingerprintOf(target)]))
  const targets = prepared.targets.filter((target) => known.get(keyOf(target)) !== now.get(keyOf(target)))
  const plan = { ...prepared.plan, runs: Math.min(runs, prepared.plan.runs) }
  if (targets.length > 0) yield* checkTargets(input, { ...prepared, plan, targets, isWhole: false })
  const roots = input.paths.length > 0 ? input.paths : (prepared.settings.config?.paths ?? [])
  const folders = [...roots, ...prepared.targets.map((target) => aboutTarget(target).path)]
  return { known: now, folders, checked: targets.length, hasMore: plan.runs < prepared.plan.runs }
})

const keyOf = (target: Target): string => Object.values(aboutTarget(target)).join(" ")

/** All that a verdict depends on. */
const fingerprintOf = (target: Target): string =>
  createHash("sha256").update(JSON.stringify(target)).digest("hex")

const hasMuchToRun = ({ language, source }: Integration): boolean =>
  language === "python" && source.includes("async_get_auth_implementation")

/** The hosts that the build has judged, by language and version. */
const readJudgedHosts = () => {
  const hosts: JudgedHosts = JSON.parse(bundledHosts() ?? "{}")
  return (language: Language, { version }: HomeAssistant) => hosts[`${language} ${version}`] ?? null
}

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
