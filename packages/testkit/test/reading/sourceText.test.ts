import { assert, describe, it } from "@effect/vitest"
import { occurrences, withoutComments } from "../../src/reading/sourceText.ts"

describe("withoutComments", () => {
  it("leaves out comments and documentation, and keeps strings", () => {
    const python = `"""authorize_url of a docstring."""\nX = "# not a comment"  # authorize_url\n`
    assert.strictEqual(withoutComments(python, "python"), `\nX = "# not a comment"  \n`)
    const typescript = `const x = "// not one" /* authorizeUrl */ // authorizeUrl\n`
    assert.strictEqual(withoutComments(typescript, "typescript"), `const x = "// not one"  \n`)
  })

  it("counts whole words only", () => {
    assert.strictEqual(
      occurrences("authorize_url_timeout authorize_url.x my_authorize_url", "authorize_url"),
      1
    )
  })
})
