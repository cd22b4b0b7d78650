import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Violated } from "../../engine/Finding.ts"
import type { Activity } from "../../subject/Protocol.ts"

const deeds: { readonly [kind in Activity["kind"]]: string } = {
  network: "used the network",
  file: "used a file",
  process: "started a process"
}

export const check = examination("MOD-3", ({ module: { trace } }) => {
  const [first] = trace.activity
  return first === undefined
    ? Effect.void
    : Effect.fail(
        new Violated({ message: `the module ${deeds[first.kind]} while it was loaded: ${first.what}` })
      )
})
