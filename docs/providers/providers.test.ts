/** The page of the profiles is what they are. */
import { profiles } from "@application-credentials/mock-provider/profiles"
import { describe, expect, it } from "vitest"
import { writePage } from "./writePage.ts"

describe("docs/providers.md", () => {
  it("is what the profiles are", async () => {
    await expect(writePage(profiles)).toMatchFileSnapshot("../providers.md")
  })
})
