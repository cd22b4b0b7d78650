import { Effect } from "effect"
import { property } from "../Check.ts"
import { judgeInterleaving } from "./judgeInterleaving.ts"
import { anyInterleaving, runInterleaving } from "./runInterleaving.ts"

/** Two implementations share no state: flows interleaved in any order do not mix. */
export const check = property("IMP-4", anyInterleaving, (interleaving, world) =>
  runInterleaving(interleaving, world).pipe(Effect.flatMap((flows) => judgeInterleaving(flows, world)))
)
