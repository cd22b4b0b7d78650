import { describe, it } from "@effect/vitest"
import { crash } from "./crash.ts"

describe("a process that is killed while it writes files", () => {
  // Two at a time, each in a folder of its own: most of the time they start.
  it(
    "loses nothing that it said was stored, in 500 crashes",
    () => Promise.all([crash(250), crash(250)]),
    1_800_000
  )
})
