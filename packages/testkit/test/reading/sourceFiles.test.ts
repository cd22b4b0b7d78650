import { assert, describe, it } from "@effect/vitest"
import { sourceFiles } from "../../src/reading/sourceFiles.ts"
import type { Integration } from "../../src/subject/Integration.ts"

const integration = (
  language: Integration["language"],
  source: string,
  siblings: Integration["siblings"]
): Integration => ({
  path: "acme",
  directory: "/acme",
  modulePath: "/acme/module",
  moduleFile: `application_credentials.${language === "python" ? "py" : "ts"}`,
  language,
  folder: "acme",
  domain: "acme",
  kind: "custom",
  manifest: null,
  strings: null,
  translations: {},
  source,
  siblings
})

const paths = (...given: Parameters<typeof integration>) =>
  sourceFiles(integration(...given)).map(({ path }) => path)

describe("the source files", () => {
  it("are all of the folder but its tests, the module first", () => {
    assert.deepStrictEqual(
      paths("python", "from .const import DOMAIN\n", {
        "api.py": "",
        "conftest.py": "",
        "lib/contest.py": "",
        "tests/fixtures.py": "",
        "test_api.py": ""
      }),
      ["application_credentials.py", "api.py", "lib/contest.py"]
    )
    assert.deepStrictEqual(paths("typescript", "", { "a.ts": "", "a.test.ts": "" }), [
      "application_credentials.ts",
      "a.ts"
    ])
  })

  it("keep their line numbers and lose their comments", () => {
    const [file] = sourceFiles(
      integration("python", '"""Two\nlines."""\n# CLIENT_SECRET = "x"\nDOMAIN = "acme"\n', {})
    )
    assert.strictEqual(file?.code.split("\n")[3], 'DOMAIN = "acme"')
    assert.notInclude(file?.code ?? "", "CLIENT_SECRET")
  })
})
