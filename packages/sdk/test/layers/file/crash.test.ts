import { describe, it } from "@effect/vitest"
import { crash } from "../../crash/crash.ts"

describe("a process that is killed while it writes files", () => {
  it("loses nothing that it said was stored", () => crash(20))
})
