/** Describes a module's conformance to vitest. */
import { fileURLToPath } from "node:url"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect, Exit, Layer, Scope } from "effect"
import { afterAll, beforeAll, describe, it } from "vitest"
import type { ApplicationCredentials } from "@application-credentials/sdk"
import * as InlineSubject from "../adapters/InlineSubject.ts"
import { readIntegration } from "../adapters/readIntegration.ts"
import { subjectLayer } from "../adapters/subjectLayer.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { findRequirement } from "../catalog/catalog.ts"
import type { Harness } from "../engine/Harness.ts"
import { countsAgainst, type FailOn } from "../reporters/Conformance.ts"
import { checksOf, defaultRuns, defaultSeed, type Plan, type Replay } from "../runner/Plan.ts"
import { type Wording, wordingOf } from "../runner/Wording.ts"
import { openHarness, reachVerdict, verdictsOfUnloadable } from "../runner/checkModule.ts"

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
  /** What makes a test fail. Anything else that is not a pass is skipped, with its reason. Default `must`. */
  readonly failOn?: FailOn
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
    path: options.path
  }
  const failOn = options.failOn ?? "must"
  const scope = Scope.makeUnsafe()
  let opened: Opened
  describe(`application credentials${nameOf(module)}`, () => {
    beforeAll(async () => {
      const opening = open(module, plan).pipe(Effect.mapError(withoutStack), Scope.provide(scope))
      opened = await Effect.runPromise(opening)
    }, patience)
    afterAll(() => Effect.runPromise(Scope.close(scope, Exit.void)), patience)
    for (const check of checksOf(plan)) {
      const requirement = findRequirement(check.id)
      it(
        `${check.id} ${requirement?.level}: ${requirement?.title}`,
        { timeout: patience },
        async (context) => {
          const { harness, wording, unloadable } = opened
          const verdict = harness
            ? await Effect.runPromise(reachVerdict(check, harness, plan, wording))
            : unloadable.get(check.id)
          if (verdict === undefined || verdict.verdict === "pass") return
          if (countsAgainst(verdict, failOn)) throw new ConformanceFailure(verdict)
          context.skip(`${verdict.verdict}: ${verdict.message}`)
        }
      )
    }
  })
}

/**
 * How long a test may take, in milliseconds. It is no limit for the module, whose worker has its own: the defaults of
 * vitest are too short for Python's start and for many inputs on a busy machine.
 */
const patience = 300_000

interface Opened {
  readonly harness: Harness | null
  readonly unloadable: ReadonlyMap<RequirementId, Verdict>
  readonly wording: Wording
}

const open = Effect.fnUntraced(function* (module: ApplicationCredentials | URL | string, plan: Plan) {
  const integration = isPlace(module)
    ? yield* readIntegration(pathOf(module)).pipe(Effect.provide(NodeServices.layer))
    : null
  const subject =
    integration === null ? InlineSubject.layer(module as ApplicationCredentials) : subjectLayer(integration)
  const services = yield* Layer.build(subject)
  const wording = integration ? wordingOf(integration) : inline
  return yield* openHarness(integration).pipe(
    Effect.provide(services),
    Effect.match({
      onSuccess: (harness): Opened => ({ harness, wording, unloadable: new Map() }),
      onFailure: (problem): Opened => ({
        harness: null,
        wording,
        unloadable: new Map(
          verdictsOfUnloadable(problem, plan, wording).map((verdict) => [verdict.id, verdict])
        )
      })
    })
  )
})

const replayInline: Replay = (id, seed, path) =>
  `describeConformance(module, { requirements: ["${id}"], seed: ${seed}, path: "${path}" })`

/** A module that is given as a value has no source to find secrets in. */
const inline: Wording = { replay: replayInline, redact: (message) => message }

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
    super(
      [
        `${verdict.id}: ${verdict.message}`,
        ...(counterexample
          ? [`With: ${JSON.stringify(counterexample.input, null, 2)}`, `Again: ${counterexample.replay}`]
          : []),
        `Fix: ${requirement?.fix ?? ""}`
      ].join("\n")
    )
    this.name = "ConformanceFailure"
    withoutStack(this)
  }
}

/** Takes the stack out of an error: it is the test kit's, and says nothing about the module. */
const withoutStack = <E extends Error>(error: E): E =>
  Object.assign(error, { stack: `${error.name}: ${error.message}` })
