import { assert, describe, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import { placeOf } from "../../src/reading/placeOf.ts"
import type { Integration } from "../../src/subject/Integration.ts"

const manifest = '{\n  "domain": "acme",\n  "a/b": {\n    "c": 1\n  }\n}\n'
const source = [
  "# async_get_description_placeholders is not here",
  "class AcmeImplementation(AuthImplementation):",
  "    async def async_resolve_external_data(self, external_data):",
  '        return {"secret": "hunter2"}',
  "",
  "async def async_get_auth_implementation(hass, auth_domain, credential):",
  "    return AcmeImplementation()",
  ""
].join("\n")

const integration: Integration = {
  path: "acme",
  directory: "/acme",
  modulePath: "/acme/application_credentials.py",
  moduleFile: "application_credentials.py",
  language: "python",
  folder: "acme",
  domain: "acme",
  kind: "custom",
  manifest: { path: "manifest.json", text: manifest, content: JSON.parse(manifest) },
  strings: null,
  translations: {},
  source,
  siblings: { "config_flow.py": "first = 1\nsecond = 2\n" }
}

const found = (where: string | null, id: Parameters<typeof placeOf>[0] = "AUT-2") => {
  const { column, file, line } = placeOf(id, where, integration, (text) => text)
  return column === undefined ? `${file}:${line}` : `${file}:${line}:${column}`
}

describe("the place of a failure", () => {
  it.each([
    ["a line", "config_flow.py:2", "config_flow.py:2"],
    ["a file", "config_flow.py", "config_flow.py:1"],
    ["a member", "manifest.json#/domain", "manifest.json:2:3"],
    ["a member with a slash in its name", "manifest.json#/a~1b/c", "manifest.json:4:5"],
    ["the nearest member above one that is not there", "manifest.json#/a~1b/x/y", "manifest.json:3:3"],
    ["the file of a member that is not there", "manifest.json#/x", "manifest.json:1"],
    [
      "the nearest definition where a file is not there",
      "translations/en.json#/x",
      "application_credentials.py:2"
    ]
  ])("is %s", (_, where, place) => {
    assert.strictEqual(found(where), place)
  })

  it.each([
    ["TOK-1", "application_credentials.py:3"],
    ["AUT-2", "application_credentials.py:2"],
    ["PLH-1", "application_credentials.py:2"],
    ["MOD-1", "application_credentials.py:6"],
    ["PKG-1", "manifest.json:1"]
  ] as const)("is the nearest definition to what %s is about, and no comment", (id, place) => {
    assert.strictEqual(found(null, id), place)
  })

  it("is there for every requirement, with the code around it and its secrets redacted", () => {
    const redact = (text: string) => text.replaceAll("hunter2", "<redacted>")
    for (const { id } of catalog) {
      const { code, line } = placeOf(id, null, integration, redact)
      assert.isAtLeast(line, code?.firstLine ?? Infinity, id)
      assert.notInclude(JSON.stringify(code), "hunter2")
    }
    assert.deepStrictEqual(placeOf("TOK-1", null, integration, redact).code, {
      firstLine: 1,
      lines: source.replace("hunter2", "<redacted>").split("\n").slice(0, 6)
    })
  })
})
