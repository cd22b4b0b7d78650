/** Describes a module's conformance to vitest. */
import { Deferred, Effect, Exit, Fiber } from "effect"
import { afterAll, beforeAll, describe, it, type TestContext } from "vitest"
import { findRequirement } from "../catalog/catalog.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import { countsAgainst, type FailOn } from "../reporters/Conformance.ts"
import { waiverText } from "../reporters/failures.ts"
import { printable } from "../reporters/text.ts"
import type { Listener } from "../runner/checkModule.ts"
import { checksOf } from "../runner/Plan.ts"
import type { StaleWaiver } from "../runner/RunEvent.ts"
import {
  ConformanceFailure,
  type ConformanceOptions,
  failureText,
  isPlace,
  type Module,
  pathOf,
  planOf,
  prepare,
  staleText
} from "./conformance.ts"

/**
 * Describes a test for each requirement. Give it an integration's folder, as a path or a URL, to check everything
 * with the module in a worker of its own; or the module's definition, to check what can be seen of it in process,
 * without its files. What the nearest `application-credentials.config.json` waives is skipped, with its reason; a waiver that has
 * expired, or that nothing needs, fails a test of its own.
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
export const describeConformance = (module: Module, options: ConformanceOptions = {}): void => {
  const plan = planOf(options)
  const ids = checksOf(plan).map(({ id }) => id)
  const verdicts = makeVerdicts(ids)
  let checking: Fiber.Fiber<ReadonlyArray<StaleWaiver>> | undefined
  describe(`application credentials${nameOf(module)}`, () => {
    beforeAll(async ({}, suite) => {
      const wanted = suite.tasks.filter(({ mode }) => mode !== "skip" && mode !== "todo")
      const requirements = ids.filter((id) => wanted.some(({ name }) => name === titleOf(id)))
      const { check, isolation } = await Effect.runPromise(
        prepare(module, { ...plan, requirements }, verdicts.listener, options)
      )
      Object.assign(suite.meta, { isolation })
      checking = Effect.runFork(verdicts.until(check))
    }, patience)
    afterAll(() => checking && Effect.runPromise(Fiber.interrupt(checking)), patience)
    for (const id of ids) {
      it(`${titleOf(id)}`, { timeout: patience }, async (context) =>
        judge(await Effect.runPromise(verdicts.of(id)), options.failOn ?? "must", context)
      )
    }
    it("Every waiver holds", { timeout: patience }, async () => {
      const exit = checking && (await Effect.runPromise(Fiber.await(checking)))
      const stale = exit !== undefined && Exit.isSuccess(exit) ? exit.value : []
      if (stale.length > 0) throw new ConformanceFailure(staleText(stale))
    })
  })
}

/**
 * How long a test may take, in milliseconds. It is no limit for the module, whose worker has its own: the defaults of
 * vitest are too short for Python's start and for many inputs on a busy machine.
 */
const patience = 300_000

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
    until: <A>(check: Effect.Effect<A>): Effect.Effect<A> =>
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

/** Fails or skips the test of a requirement, as the verdict says. */
const judge = (verdict: Verdict, failOn: FailOn, context: TestContext): void => {
  if (verdict.verdict === "pass") return
  if (countsAgainst(verdict, failOn)) throw new ConformanceFailure(failureText(verdict))
  context.skip(printable(`${verdict.verdict}: ${verdict.message}${remark(verdict)}`))
}

/** Why a failure is waived, or what can be done about what is inconclusive. */
const remark = (verdict: Verdict): string => {
  if (verdict.verdict === "waived") return ` (${waiverText(verdict)})`
  return verdict.verdict === "inconclusive" && verdict.advice ? ` ${verdict.advice}` : ""
}

const titleOf = (id: RequirementId): string => {
  const requirement = findRequirement(id)
  return `${id} ${requirement?.level}: ${requirement?.title}`
}

const nameOf = (module: Module): string =>
  isPlace(module) ? ` of ${pathOf(module).split("/").filter(Boolean).at(-1)}` : ""
