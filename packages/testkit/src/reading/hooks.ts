/** Calls a module's hooks, and says which of them it offers. */
import { Effect } from "effect"
import type * as fc from "fast-check"
import type { HookInput } from "../arbitraries/hookInput.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import { type Check, type Examine, property } from "../engine/Check.ts"
import type { CheckContext } from "../engine/Harness.ts"
import type {
  HookName,
  LoadedModule,
  Outcome,
  PublicFunction,
  Step,
  WireRequest
} from "../subject/Protocol.ts"
import { hookNames } from "../subject/hookNames.ts"

/** A hook that a module offers. */
export interface OfferedHook {
  readonly name: HookName
  /** Its name as the module writes it. */
  readonly written: string
  readonly definition: PublicFunction
  readonly language: "typescript" | "python"
}

/** The hooks that a module offers, in the contract's order. */
export const offeredHooks = ({ hooks }: LoadedModule): ReadonlyArray<OfferedHook> =>
  hookNames.flatMap((name) => {
    const definition = hooks[name]
    if (definition === undefined) return []
    const language = definition.name.includes("_") ? "python" : "typescript"
    return [{ name, written: definition.name, definition, language }]
  })

/** The step by which the host calls a hook. */
export const stepOf = (name: HookName, { authDomain, credential, host }: HookInput, as = "a"): Step =>
  name === "getAuthImplementation"
    ? { _tag: name, as, from: { by: "module" }, host, authDomain, credential }
    : { _tag: name, host }

/** What a call of a hook came to. */
export interface Called {
  readonly outcome: Outcome | undefined
  /** What it sent through the host's HTTP client. No answer ever comes from there. */
  readonly requests: ReadonlyArray<WireRequest>
}

/** Calls one hook of the module. */
export const callHook = (name: HookName, input: HookInput, context: CheckContext) =>
  Effect.map(
    context.runScript({ entropy: input.entropy, steps: [stepOf(name, input)], answers: [] }),
    ({ outcomes: [outcome], requests }): Called => ({ outcome, requests: requests.map(({ wire }) => wire) })
  )

/** A property of the module's hooks. */
export const moduleProperty = <A>(
  id: RequirementId,
  arbitrary: fc.Arbitrary<A>,
  examine: Examine<A>
): Check => property(id, arbitrary, examine, { isAboutHooks: true })

/** A request without what may be secret in it. */
export const lineOf = ({ method, url }: WireRequest): string => {
  const parsed = URL.parse(url)
  return parsed === null ? method : `${method} ${parsed.origin}${parsed.pathname}`
}
