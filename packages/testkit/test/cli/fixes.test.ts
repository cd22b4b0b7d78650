import { parseTree } from "jsonc-parser"
import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { abortWords } from "../../src/checks/pkg/PKG-5.ts"
import { isKnownKey } from "../../src/checks/pkg/PKG-6.ts"
import { fixesFor } from "../../src/cli/fixes.ts"
import { homeAssistants } from "../../src/subject/HomeAssistant.ts"
import type { Integration, JsonFile } from "../../src/subject/Integration.ts"

type Files = { readonly [path: string]: string }

const integrationOf = (files: Files, kind: Integration["kind"] = "custom"): Integration => {
  const json = (path: string): JsonFile | null => {
    const text = files[path]
    return text === undefined ? null : { path, text, content: JSON.parse(text) }
  }
  const en = json("translations/en.json")
  return {
    path: "acme",
    directory: "/acme",
    modulePath: "/acme/application_credentials.py",
    moduleFile: "application_credentials.py",
    language: "python",
    folder: "acme",
    domain: "acme",
    kind,
    manifest: json("manifest.json"),
    strings: json("strings.json"),
    translations: en === null ? {} : { en },
    source: "",
    siblings: { "config_flow.py": files["config_flow.py"] ?? "class Flow(AbstractOAuth2FlowHandler): ..." }
  }
}

/** The files once they are fixed. */
const fixed = (files: Files, kind?: Integration["kind"]): Files => ({
  ...files,
  ...Object.fromEntries(
    fixesFor(integrationOf(files, kind), homeAssistants).files.map(({ after, path }) => [path, after])
  )
})

const manifest = (members: object, indent: string | number = 2) =>
  `${JSON.stringify(members, null, indent)}\n`
const sound = {
  domain: "acme",
  name: "Acme",
  config_flow: true,
  dependencies: ["application_credentials"],
  version: "1.0.0"
}

describe("fix", () => {
  it.each([
    [
      "no dependencies",
      { ...sound, dependencies: undefined },
      `  "dependencies": ["application_credentials"],\n`
    ],
    ["other dependencies", { ...sound, dependencies: ["http"] }, `"http"`],
    [
      "a misspelt key",
      { ...sound, dependencies: undefined, dependancies: ["application_credentials"] },
      `"dependencies"`
    ],
    ["a text for config_flow", { ...sound, config_flow: "true" }, `"config_flow": true`],
    ["no config_flow", { ...sound, config_flow: undefined }, `"config_flow": true`],
    ["no version", { ...sound, version: undefined }, `"version": "0.1.0"`]
  ])("fixes a manifest with %s", (_, members, text) => {
    const after = fixed({ "manifest.json": manifest(members) })["manifest.json"] ?? ""
    assert.include(after, text)
    const content = JSON.parse(after)
    assert.include(content.dependencies, "application_credentials")
    assert.isTrue(content.config_flow)
    assert.isTrue(Object.keys(content).every(isKnownKey))
  })

  it("moves the dependency out of after_dependencies, and puts new keys where Home Assistant wants them", () => {
    const members = {
      domain: "acme",
      name: "Acme",
      after_dependencies: ["application_credentials", "http"],
      config_flow: true,
      version: "1"
    }
    assert.strictEqual(
      fixed({ "manifest.json": manifest(members) })["manifest.json"],
      manifest({
        domain: "acme",
        name: "Acme",
        after_dependencies: ["http"],
        config_flow: true,
        dependencies: ["application_credentials"],
        version: "1"
      })
        .replace(/\[\n\s+"(\w+)"\n\s+\]/g, '["$1"]')
        .replace('["http"]', '[\n    "http"\n  ]')
    )
  })

  it("leaves alone what its author has to decide", () => {
    const strange = manifest({
      ...sound,
      domain: "other",
      dependencies: "http",
      config_flow: false,
      something: 1
    })
    assert.strictEqual(fixed({ "manifest.json": strange })["manifest.json"], strange)
    const flow =
      'class Flow(AbstractOAuth2FlowHandler):\n  def a(self): return self.async_abort(reason="no_car")'
    const { left } = fixesFor(integrationOf({ "config_flow.py": flow }), homeAssistants)
    assert.deepStrictEqual(left, ["Write words for no_car under config.abort of translations/en.json."])
  })

  it("brings a description to where it is loaded, unless it refers to another string", () => {
    const strings = manifest({ application_credentials: { description: "Register at {url}." } })
    const after =
      fixed({ "strings.json": strings, "translations/en.json": "{}\n" })["translations/en.json"] ?? ""
    assert.strictEqual(JSON.parse(after).application_credentials.description, "Register at {url}.")
    const reference = strings.replace("Register", "[%key:common::x%] Register")
    const kept = fixed({ "strings.json": reference })["translations/en.json"] ?? ""
    assert.isUndefined(JSON.parse(kept).application_credentials)
  })

  const keys = [
    "dependencies",
    "after_dependencies",
    "dependancies",
    "config_flow",
    "version",
    "name",
    "zeroconf",
    "requirments"
  ]
  const value = fc.oneof(
    fc.constantFrom<unknown>(true, "true", "", null, 3, "1.0.0"),
    fc.array(fc.constantFrom("http", "application_credentials", "webhook"), { maxLength: 3 })
  )
  const members = fc.dictionary(fc.constantFrom(...keys), value).map((some) => ({ domain: "acme", ...some }))
  const abort = fc.dictionary(
    fc.constantFrom("oauth_error", "oauth_failed", "x", "already_configured"),
    fc.constant("words")
  )
  const texts = fc.oneof(
    fc.constant({}),
    fc.record({ config: fc.record({ abort }) }),
    fc.constantFrom<object>(
      { config: 1 },
      { config: { abort: "x" } },
      { application_credentials: "x" },
      { application_credentials: {} }
    )
  )
  const files = fc
    .record({
      manifest: members,
      english: fc.option(texts, { nil: undefined }),
      strings: fc.option(fc.constant({ application_credentials: { description: "At {url}" } }), {
        nil: undefined
      }),
      indent: fc.constantFrom(0, 2, 4, "\t")
    })
    .map(({ english, indent, manifest: given, strings }): Files => ({
      "manifest.json": manifest(given, indent),
      ...(english === undefined ? {} : { "translations/en.json": manifest(english, indent) }),
      ...(strings === undefined ? {} : { "strings.json": manifest(strings, indent) })
    }))

  it("changes nothing where it is applied again, in any files and any formatting", () => {
    fc.assert(
      fc.property(files, fc.constantFrom("custom", "core"), (given, kind) => {
        const once = fixed(given, kind)
        assert.deepStrictEqual(fixed(once, kind), once)
        for (const text of Object.values(once)) JSON.parse(text)
      }),
      { numRuns: 300 }
    )
  })

  /** The names of a JSON object's members, in its order. */
  const namesOf = (text: string) =>
    (parseTree(text)?.children ?? []).map((property): unknown => property.children?.[0]?.value)

  it("keeps the order and the indentation of what was there", () => {
    fc.assert(
      fc.property(files, (given) => {
        const [before = "", after = ""] = [given["manifest.json"], fixed(given)["manifest.json"]]
        const kept = namesOf(before).filter((name) => namesOf(after).includes(name))
        assert.deepStrictEqual(
          namesOf(after).filter((name) => namesOf(before).includes(name)),
          kept
        )
        const [, indent] = /^([\t ]+)\S/m.exec(before) ?? []
        if (indent !== undefined) assert.strictEqual(/^([\t ]+)\S/m.exec(after)?.[1], indent)
      }),
      { numRuns: 300 }
    )
  })

  it("gives words for every reason that it knows, on all versions", () => {
    const after = fixed({ "manifest.json": manifest(sound) })
    for (const version of homeAssistants)
      assert.deepStrictEqual(abortWords(integrationOf(after), version).missing, [])
  })
})
