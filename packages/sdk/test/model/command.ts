/** How commands are written: a check on the model, and what they do to both. */
import { assert } from "@effect/vitest"
import { Cause, Exit, Option } from "effect"
import * as fc from "fast-check"
import type { FlowResult } from "../../src/index.ts"
import type { Model, Real } from "./Model.ts"

/** A command, as fast-check runs it. */
export type ModelCommand = fc.AsyncCommand<Model, Real>

/** Makes a command. Shrunk counterexamples show its name. */
export const command = (
  name: string,
  run: (model: Model, real: Real) => Promise<void>,
  check: (model: Readonly<Model>) => boolean = () => true
): ModelCommand => ({ check, run, toString: () => name })

/** How far back to reach into a list: most often for the latest. */
export const back = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat({ max: 9 }) }
)

/** Gives one of a list, with its place there. */
export const pick = <A>(all: ReadonlyArray<A>, back: number): readonly [A, number] => {
  const at = all.length - 1 - (back % all.length)
  const one = all[at]
  return one === undefined ? assert.fail("nothing to pick from") : [one, at]
}

/** Names what became of an effect: an error's tag, or what `describe` says of a success. */
export const outcome = <A, E extends { readonly _tag: string }>(
  exit: Exit.Exit<A, E>,
  describe: (value: A) => string
): string =>
  Exit.match(exit, {
    onSuccess: describe,
    onFailure: (cause) =>
      Option.match(Cause.findErrorOption(cause), {
        onSome: ({ _tag }) => _tag,
        onNone: () => assert.fail(Cause.pretty(cause))
      })
  })

/** Names a step's result: an abort's reason, or its type. */
export const stepOf = (result: FlowResult): string => (result.type === "abort" ? result.reason : result.type)

/** Takes down what a step has given. */
export const note = (real: Real, flow: number, exit: Exit.Exit<FlowResult, unknown>): void => {
  if (!Exit.isSuccess(exit)) return
  real.flowIds[flow] = exit.value.flowId
  if (exit.value.type === "external") real.urls.set(flow, exit.value.url)
  if (exit.value.type === "create_entry") real.accountIds.push(exit.value.account.id)
}
