import { Effect } from "effect"
import { examination } from "../Check.ts"
import { Violated } from "../Finding.ts"

/** The module offers `getAuthorizationServer` or `getAuthImplementation`. */
export const check = examination("MOD-1", ({ module: { hooks } }) =>
  hooks.getAuthorizationServer || hooks.getAuthImplementation
    ? Effect.void
    : Effect.fail(
        new Violated({ message: "the module offers neither of the two hooks that the host asks for" })
      )
)
