/** Describes a module's conformance to vitest. */
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Deferred, Effect, Fiber } from "effect"
import { afterAll, beforeAll, describe, it, type TestContext } from "vitest"
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
import type { Listener } from "../runner/checkModule.ts"
import { checkOnVersions } from "../runner/checkOnVersions.ts"
import { checksOf, defaultRuns, defaultSeed, type Plan, type Replay } from "../runner/Plan.ts"
import { countsAgainst, type FailOn } from "../reporters/Conformance.ts"
import { printable } from "../reporters/text.ts"
import { type HomeAssistant, homeAssistantOf, oldestKnownVersion } from "../subject/HomeAssistant.ts"

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
  /** What makes a test fail. Anything else that is not a pass is skipped, with its reason. Default `must`. */
  readonly failOn?: FailOn
  /**
   * What stands between the module's code and this machine, where it is given as a folder. Default `auto`, the strongest
   * that works here. A definition that is given as a value runs in this process: `none`. The suite's `meta.isolation`
   * says which it was.
   */
  readonly isolation?: IsolationChoice
}

/**
 * Describes a test for each requirement. Give it an integration's folder, as a path or a URL, to check everything
 * with the module in a worker of its own; or the module's definition, to check what can be seen of it in process,
 * without its files.
 *
 * @example
 * ```ts
 * import { describeConformance } from "@application-credentials/testkit/vitest"
 *
 * describeConformance(new URL("../acme/", import.meta.url))
 * ```
 *
 * @category testing
 * @since 0.1.0
 */
export const describeConformance = (
  module: ApplicationCredentials | URL | string,
  options: ConformanceOptions = {}
): void => {
  const plan: Plan = {
    seed: options.seed ?? defaultSeed,
    runs: options.runs ?? defaultRuns,
    requirements: options.requirements ?? [],
    path: options.path,
    homeAssistant: options.homeAssistant === undefined ? undefined : knownVersion(options.homeAssistant)
  }
  const ids = checksOf(plan).map(({ id }) => id)
  const verdicts = makeVerdicts(ids)
  let checking: Fiber.Fiber<void> | undefined
  describe(`application credentials${nameOf(module)}`, () => {
    beforeAll(async ({}, suite) => {
      const wanted = suite.tasks.filter(({ mode }) => mode !== "skip" && mode !== "todo")
      const requirements = ids.filter((id) => wanted.some(({ name }) => name === titleOf(id)))
      const { check, used } = await Effect.runPromise(
        prepare(module, { ...plan, requirements }, verdicts.listener, options)
      )
      Object.assign(suite.meta, { isolation: used })
      checking = Effect.runFork(verdicts.until(check))
    }, patience)
    afterAll(() => checking && Effect.runPromise(Fiber.interrupt(checking)), patience)
    for (const id of ids) {
      it(`${titleOf(id)}`, { timeout: patience }, async (context) =>
        judge(await Effect.runPromise(verdicts.of(id)), options.failOn ?? "must", context)
      )
    }
  })
}

/**
 * How long a test may take, in milliseconds. It is no limit for the module, whose worker has its own: the defaults of
 * vitest are too short for Python's start and for many inputs on a busy machine.
 */
const patience = 300_000

/** Reads what is needed, and gives the check of the module, which runs as the command's does. */
const prepare = Effect.fnUntraced(
  function* (
    module: ApplicationCredentials | URL | string,
    plan: Plan,
    listener: Listener,
    { context, install, isolation = "auto", packages = [] }: ConformanceOptions
  ) {
    if (!isPlace(module)) {
      const subject = (homeAssistant: HomeAssistant) => InlineSubject.layer(module, { homeAssistant })
      const check = checkOnVersions({ integration: null, plan, listener, subject, replay: replayInline })
      return { check, used: "none" as const }
    }
    const environment = process.env["VIRTUAL_ENV"]
    const read = yield* readIntegration(pathOf(module))
    const withAll = yield* withPackages(read, { environment, install, packages })
    const integration = yield* withContext(withAll, context)
    const used = yield* chooseIsolation(isolation)
    const subject = (homeAssistant: HomeAssistant) => subjectLayer(integration, used, homeAssistant)
    return { check: checkOnVersions({ integration, plan, listener, subject }), used }
  },
  Effect.provide(NodeServices.layer),
  Effect.mapError((error) => withoutStack(error))
)

/** Makes what holds the verdicts of a check that is under way, so that each test can wait for its own. */
export const makeVerdicts = (ids: ReadonlyArray<RequirementId>) => {
  const verdicts = new Map(ids.map((id) => [id, Deferred.makeUnsafe<Verdict>()]))
  const listener: Listener = {
    started: () => Effect.void,
    reached: (verdict) => {
      const reached = verdicts.get(verdict.id)
      return reached ? Effect.asVoid(Deferred.succeed(reached, verdict)) : Effect.void
    }
  }
  return {
    listener,
    /** The verdict on a requirement. It dies where the check ends without one. */
    of: (id: RequirementId): Effect.Effect<Verdict> => {
      const verdict = verdicts.get(id)
      return verdict ? Deferred.await(verdict) : Effect.die(new Error(`${id} is not checked.`))
    },
    /** Runs the check, and leaves no test waiting for a verdict once it has ended. */
    until: (check: Effect.Effect<unknown>): Effect.Effect<void> =>
      Effect.onExit(check, (exit) =>
        Effect.forEach(
          verdicts,
          ([id, verdict]) => {
            const missing = new Error(`The check ended without a verdict on ${id}: please report it.`)
            return exit._tag === "Failure"
              ? Deferred.failCause(verdict, exit.cause)
              : Deferred.die(verdict, missing)
          },
          { discard: true }
        )
      )
  }
}

const knownVersion = (version: string): HomeAssistant => {
  const found = homeAssistantOf(version)
  if (found !== null) return found
  throw new Error(
    `homeAssistant takes a version from ${oldestKnownVersion} on, such as "2026.9", not "${version}".`
  )
}

/** Fails or skips the test of a requirement, as the verdict says. */
const judge = (verdict: Verdict, failOn: FailOn, context: TestContext): void => {
  if (verdict.verdict === "pass") return
  if (countsAgainst(verdict, failOn)) throw new ConformanceFailure(verdict)
  const advice = verdict.verdict === "inconclusive" && verdict.advice ? ` ${verdict.advice}` : ""
  context.skip(printable(`${verdict.verdict}: ${verdict.message}${advice}`))
}

const replayInline: Replay = (id, seed, path) =>
  `describeConformance(module, { requirements: ["${id}"], seed: ${seed}, path: "${path}" })`

const titleOf = (id: RequirementId): string => {
  const requirement = findRequirement(id)
  return `${id} ${requirement?.level}: ${requirement?.title}`
}

const isPlace = (module: ApplicationCredentials | URL | string): module is URL | string =>
  typeof module === "string" || module instanceof URL

const pathOf = (place: URL | string): string => (place instanceof URL ? fileURLToPath(place) : place)

const nameOf = (module: ApplicationCredentials | URL | string): string =>
  isPlace(module) ? ` of ${pathOf(module).split("/").filter(Boolean).at(-1)}` : ""

/** What a test fails with: what is wrong, with what, how to fix it and how to see it again. */
class ConformanceFailure extends Error {
  constructor(verdict: Verdict) {
    const requirement = findRequirement(verdict.id)
    const counterexample = verdict.verdict === "fail" ? verdict.counterexample : null
    const lines = [
      `${verdict.id}: ${verdict.message}`,
      ...(counterexample
        ? [`With: ${JSON.stringify(counterexample.input, null, 2)}`, `Again: ${counterexample.replay}`]
        : []),
      `Fix: ${requirement?.fix ?? ""}`
    ]
    super(printable(lines.join("\n")))
    this.name = "ConformanceFailure"
    withoutStack(this)
  }
}

/** Takes the stack out of an error: it is the test kit's, and says nothing about the module. */
const withoutStack = <E extends Error>(error: E): E =>
  Object.assign(error, { stack: `${error.name}: ${error.message}` })
