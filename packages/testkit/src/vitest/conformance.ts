/** One module's check in vitest: what it is given, and what a test says of a failure. */
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
import type { ApplicationCredentials } from "@application-credentials/sdk"
import * as InlineSubject from "../adapters/InlineSubject.ts"
import { chooseIsolation, type IsolationChoice } from "../adapters/jail/Isolation.ts"
import { type PackageOptions, withPackages } from "../adapters/python/packages/withPackages.ts"
import { readIntegration } from "../adapters/readIntegration.ts"
import { subjectLayer } from "../adapters/subjectLayer.ts"
import { findRequirement } from "../catalog/catalog.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { withContext } from "../config/CheckFile.ts"
import { findConfig, readConfig } from "../config/Config.ts"
import type { FailOn } from "../reporters/Conformance.ts"
import { placeText, printable } from "../reporters/text.ts"
import type { Listener } from "../runner/checkModule.ts"
import { checkOnVersions } from "../runner/checkOnVersions.ts"
import { defaultRuns, defaultSeed, type Plan, type Replay } from "../runner/Plan.ts"
import type { StaleWaiver, SubjectInfo } from "../runner/RunEvent.ts"
import { versionsFor } from "../runner/Versions.ts"
import { applyDecisions, noDecisions, today, type Waiver } from "../runner/Waivers.ts"
import { type HomeAssistant, homeAssistantOf, oldestKnownVersion } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"

/**
 * A failure that a test accepts, until the end of a day.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConformanceWaiver {
  readonly requirement: RequirementId
  readonly reason: string
  /** The last day, `YYYY-MM-DD` (UTC). */
  readonly expires: string
  /** A text that the failure's message contains. Default any. */
  readonly message?: string
}

/**
 * How a module is checked, and what makes a test fail.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConformanceOptions {
  /** Seed of everything random. Default 1. */
  readonly seed?: number
  /** How many inputs each property is given. Default 100. */
  readonly runs?: number
  /** Only these requirements. Default all. */
  readonly requirements?: ReadonlyArray<RequirementId>
  /** Replays one counterexample of the one requirement named. */
  readonly path?: string
  /** The version of Home Assistant to check on, such as `2026.9`. Default what the integration supports. */
  readonly homeAssistant?: string
  /**
   * Folders of installed Python packages, or virtual environments, for what a Python module imports. An active virtual environment,
   * or a `.venv` near the integration, is found by itself.
   */
  readonly packages?: ReadonlyArray<string>
  /** Brings what the manifest requires from an index of packages, PyPI's by default. Default: nothing is downloaded. */
  readonly install?: PackageOptions["install"]
  /** The file with what the module needs of whoever calls it. Default `application_credentials.check.json` beside it. */
  readonly context?: string
  /** Failures that are accepted for a time, beside those of the nearest `application-credentials.config.json`. */
  readonly waivers?: ReadonlyArray<ConformanceWaiver>
  /** What makes a test fail. Anything else that is not a pass is skipped, with its reason. Default `must`. */
  readonly failOn?: FailOn
  /**
   * What stands between the module's code and this machine, where it is given as a folder. Default `auto`, the strongest
   * that works here. A definition that is given as a value runs in this process: `none`. The suite's `meta.isolation`
   * says which it was.
   */
  readonly isolation?: IsolationChoice
}

/** What can be checked: an integration's folder, or a module's definition. */
export type Module = ApplicationCredentials | URL | string

/** The plan that the options ask for. */
export const planOf = (options: ConformanceOptions): Plan => ({
  seed: options.seed ?? defaultSeed,
  runs: options.runs ?? defaultRuns,
  requirements: options.requirements ?? [],
  path: options.path,
  homeAssistant: options.homeAssistant === undefined ? undefined : knownVersion(options.homeAssistant)
})

/** Reads what is needed, and gives the check of the module, which runs as the command's does. It ends with the waivers that do not hold. */
export const prepare = Effect.fnUntraced(
  function* (module: Module, plan: Plan, listener: Listener, options: ConformanceOptions) {
    const integration = isPlace(module) ? yield* read(pathOf(module), options) : null
    const isolation = isPlace(module) ? yield* chooseIsolation(options.isolation ?? "auto") : "none"
    const subject = (homeAssistant: HomeAssistant) =>
      isPlace(module) && integration !== null
        ? subjectLayer(integration, isolation, homeAssistant)
        : InlineSubject.layer(isPlace(module) ? {} : module, { homeAssistant })
    const decided = yield* decide(integration, plan, listener, options)
    const replay = integration === null ? { replay: replayInline } : {}
    const check = checkOnVersions({ integration, plan, listener: decided.listener, subject, ...replay })
    return { check: Effect.map(check, decided.stale), isolation }
  },
  Effect.provide(NodeServices.layer),
  Effect.mapError((error) => withoutStack(error))
)

const read = Effect.fnUntraced(function* (
  path: string,
  { context, install, packages = [] }: ConformanceOptions
) {
  const environment = process.env["VIRTUAL_ENV"]
  const found = yield* withPackages(yield* readIntegration(path), { environment, install, packages })
  return yield* withContext(found, context)
})

/** Applies what the test and the nearest configuration have decided to what the listener hears. */
const decide = Effect.fnUntraced(function* (
  integration: Integration | null,
  plan: Plan,
  listener: Listener,
  { waivers = [] }: ConformanceOptions
) {
  const file = integration === null ? null : yield* findConfig(integration.directory)
  const config = file === null ? null : yield* readConfig(file)
  const own = waivers.map(toWaiver)
  const subject = infoOf(integration, plan)
  const apply = applyDecisions({
    ...noDecisions,
    waivers: [...own, ...(config?.waivers ?? [])],
    levels: config?.levels ?? noDecisions.levels,
    today: yield* today,
    // A waiver of the configuration may be for another module.
    judges: (waiver) =>
      plan.path === undefined && (own.includes(waiver) || waiver.match.domain === subject.domain)
        ? "all"
        : "none"
  })
  const reached = (verdict: Verdict) => {
    const event = apply({ _tag: "VerdictReached", subject, verdict })
    return listener.reached(event._tag === "VerdictReached" ? event.verdict : verdict)
  }
  const stale = (): ReadonlyArray<StaleWaiver> => {
    const event = apply({ _tag: "RunFinished", durationMillis: 0 })
    return event._tag === "RunFinished" ? (event.staleWaivers ?? []) : []
  }
  return { listener: { ...listener, reached }, stale }
})

const toWaiver = ({ expires, message, reason, requirement }: ConformanceWaiver): Waiver => ({
  _tag: "Waiver",
  requirement,
  acceptance: { reason, expires },
  match: { message },
  place: { file: "waivers of the test", line: 1 }
})

const infoOf = (integration: Integration | null, plan: Plan): SubjectInfo => ({
  path: integration?.path ?? ".",
  domain: integration?.domain ?? "module",
  language: integration?.language ?? "typescript",
  homeAssistant: versionsFor(plan, integration).map(({ version }) => version)
})

const knownVersion = (version: string): HomeAssistant => {
  const found = homeAssistantOf(version)
  if (found !== null) return found
  throw new Error(
    `homeAssistant takes a version from ${oldestKnownVersion} on, such as "2026.9", not "${version}".`
  )
}

const replayInline: Replay = (id, seed, path) =>
  `describeConformance(module, { requirements: ["${id}"], seed: ${seed}, path: "${path}" })`

export const isPlace = (module: Module): module is URL | string =>
  typeof module === "string" || module instanceof URL

export const pathOf = (place: URL | string): string => (place instanceof URL ? fileURLToPath(place) : place)

/** What a test says of a broken requirement: what is wrong, with what, how to fix it and how to see it again. */
export const failureText = (verdict: Verdict): string => {
  const requirement = findRequirement(verdict.id)
  const counterexample = verdict.verdict === "fail" ? verdict.counterexample : null
  const lines = [
    `${verdict.id}: ${verdict.message}`,
    ...(counterexample
      ? [`With: ${JSON.stringify(counterexample.input, null, 2)}`, `Again: ${counterexample.replay}`]
      : []),
    `Fix: ${requirement?.fix ?? ""}`
  ]
  return printable(lines.join("\n"))
}

/** What a test says of waivers that do not hold. */
export const staleText = (stale: ReadonlyArray<StaleWaiver>): string =>
  printable(stale.map((waiver) => `${placeText(waiver)}: ${waiver.message}`).join("\n"))

/** What a test fails with. */
export class ConformanceFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = "ConformanceFailure"
    withoutStack(this)
  }
}

/** Takes the stack out of an error: it is the test kit's, and says nothing about the module. */
const withoutStack = <E extends Error>(error: E): E =>
  Object.assign(error, { stack: `${error.name}: ${error.message}` })
