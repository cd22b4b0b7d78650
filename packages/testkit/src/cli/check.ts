/** `application-credentials check`: checks integrations and reports. */
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
    const refusal = input.certify ? cannotCertify(input) : null
    if (refusal !== null) return yield* new CannotCheck({ message: refusal })
    const settings = yield* readSettings(input.paths, input).pipe(
      Effect.map((found) => (input.certify ? withoutDecisions(found) : found))
    )
    const plan = yield* planOf(input, settings.config)
    const destinations = yield* parseReports(input.reporter, input.output)
    const { isWhole, shard, targets: found } = yield* chooseTargets(input, settings)
    const packages = [...input.packages, ...(settings.config?.packages ?? [])]
    const install = yield* installOf(input)
    const environment = process.env["VIRTUAL_ENV"]
    const targets = yield* Effect.forEach(found, (target) =>
      runWith(target, { packages, environment, install, context: Option.getOrUndefined(input.context) })
    )
    const isolation = yield* chooseIsolation(input.isolation).pipe(
      Effect.mapError(({ message }) => new CannotCheck({ message }))
    )
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
    const report = yield* writeReports(events, destinations, input)
    if (targets.some(({ _tag }) => _tag === "Unreadable")) {
      return yield* new CannotCheck({ message: problemsOf(report) })
    }
    if (input.certify && report.certificate === undefined) {
      yield* warn("Not certified: a verdict is inconclusive, or counts against a module.\n")
      return yield* new DoesNotConform()
    }
    yield* conclude(report, settings)
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
