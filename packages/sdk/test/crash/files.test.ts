import { describe, it } from "@effect/vitest"
import { crash } from "./crash.ts"

describe("a process that is killed while it writes files", () => {
  // Two at a time, each in a folder of its own: most of the time they start. Other moments each time, of which CRASHES
  // says how many: 500 take minutes.
  const crashes = Number(process.env["CRASHES"] ?? 100)
  it(
    `loses nothing that it said was stored, in ${crashes} crashes`,
    () => Promise.all([crash(crashes / 2), crash(crashes / 2)]),
    1_800_000
  )
})
