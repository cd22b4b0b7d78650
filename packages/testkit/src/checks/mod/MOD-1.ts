import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"

export const check = examination("MOD-1", ({ module: { hooks } }) =>
  hooks.getAuthorizationServer || hooks.getAuthImplementation
    ? Effect.void
    : Effect.fail(
        new Violated({ message: "the module offers neither of the two hooks that the host asks for" })
      )
)
