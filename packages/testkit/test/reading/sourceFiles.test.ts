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

describe("the files of a module", () => {
  it("are those that a Python module imports, directly or through others", () => {
    assert.deepStrictEqual(
      paths("python", "from .const import (\n    DOMAIN,\n)\nfrom . import api\nfrom .lib import names\n", {
        "const.py": "DOMAIN = 'acme'",
        "api.py": "from .auth import Auth",
        "auth.py": "",
        "lib/__init__.py": "",
        "lib/names.py": "from ..const import DOMAIN",
        "sensor.py": ""
      }),
      ["application_credentials.py", "const.py", "api.py", "auth.py", "lib/__init__.py", "lib/names.py"]
    )
  })

  it("are those that a TypeScript module imports, with or without their ending", () => {
    assert.deepStrictEqual(
      paths("typescript", 'import { a } from "./a.ts"\nexport * from "./lib/b"\n', {
        "a.ts": 'const c = await import("./c.ts")',
        "c.ts": "",
        "lib/b.ts": "",
        "d.ts": ""
      }),
      ["application_credentials.ts", "a.ts", "c.ts", "lib/b.ts"]
    )
  })

  it("keep their line numbers and lose their comments", () => {
    const [file] = sourceFiles(
      integration("python", '"""Two\nlines."""\n# CLIENT_SECRET = "x"\nDOMAIN = "acme"\n', {})
    )
    assert.strictEqual(file?.code.split("\n")[3], 'DOMAIN = "acme"')
    assert.notInclude(file?.code ?? "", "CLIENT_SECRET")
  })
})
