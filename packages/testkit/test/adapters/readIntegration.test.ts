import { describe, expect, it } from "@effect/vitest"
import { Effect, FileSystem } from "effect"
import { findIntegrations, findModules, readIntegration } from "../../src/adapters/readIntegration.ts"
import { platform, writeTree } from "./folders.ts"

const acme = {
  "acme/application_credentials.ts": "export default {}",
  "acme/const.ts": "export const one = 1",
  "acme/lib/deep.ts": "export {}",
  "acme/types.d.ts": "export {}",
  "acme/other.py": "x = 1",
  "acme/node_modules/package/index.ts": "export {}",
  "acme/manifest.json": '{ "domain": "acme_cloud" }',
  "acme/translations/en.json": '{ "title": "Acme" }',
  "acme/translations/de.json": '{ "title": "Acme" }'
}

describe("readIntegration", () => {
  it.effect("reads a folder's module, its siblings and its JSON files", () =>
    Effect.gen(function* () {
      const root = yield* writeTree(acme)
      const integration = yield* readIntegration(`${root}/acme`)
      expect(integration).toEqual({
        path: `${root}/acme`,
        directory: `${root}/acme`,
        modulePath: `${root}/acme/application_credentials.ts`,
        moduleFile: "application_credentials.ts",
        language: "typescript",
        folder: "acme",
        domain: "acme_cloud",
        kind: "custom",
        manifest: {
          path: "manifest.json",
          content: { domain: "acme_cloud" },
          text: acme["acme/manifest.json"]
        },
        strings: null,
        translations: {
          de: {
            path: "translations/de.json",
            content: { title: "Acme" },
            text: acme["acme/translations/de.json"]
          },
          en: {
            path: "translations/en.json",
            content: { title: "Acme" },
            text: acme["acme/translations/en.json"]
          }
        },
        source: "export default {}",
        siblings: { "const.ts": "export const one = 1", "lib/deep.ts": "export {}" }
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    ["a link that leads out of the folder", "../outside.json", "leads out of the integration's folder"],
    ["a link to a device", "/dev/zero", "leads out of the integration's folder"],
    ["a link to the folder itself", "../acme/lib", "it is no file"]
  ] as const)("does not read %s", ([, target, why]) =>
    Effect.gen(function* () {
      const { "acme/manifest.json": _, ...files } = acme
      const root = yield* writeTree({ ...files, "outside.json": "{}" })
      const fileSystem = yield* FileSystem.FileSystem
      yield* fileSystem.symlink(target, `${root}/acme/manifest.json`)
      const error = yield* Effect.flip(readIntegration(`${root}/acme`))
      expect(error).toMatchObject({ reason: "unreadable", message: expect.stringContaining(why) })
    }).pipe(Effect.provide(platform))
  )

  it.effect("does not read what is larger than a file of an integration ever is", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ ...acme, "acme/large.ts": new Uint8Array(16 * 2 ** 20 + 1) })
      const error = yield* Effect.flip(readIntegration(`${root}/acme`))
      expect(error.message).toContain("larger than 16 MiB")
    }).pipe(Effect.provide(platform))
  )

  it.effect("takes the folder's name for the domain where the manifest says none", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "acme/application_credentials.py": "", "acme/manifest.json": "[]" })
      const integration = yield* readIntegration(`${root}/acme`)
      expect(integration).toMatchObject({ domain: "acme", language: "python", manifest: { content: [] } })
    }).pipe(Effect.provide(platform))
  )

  it.effect("knows a core integration by its place", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "homeassistant/components/acme/application_credentials.py": "" })
      expect((yield* readIntegration(`${root}/homeassistant/components/acme`)).kind).toBe("core")
    }).pipe(Effect.provide(platform))
  )

  it.effect(
    "reads the oldest Home Assistant that hacs.json names, beside the module or beside custom_components",
    () =>
      Effect.gen(function* () {
        const hacs = '{ "name": "Acme", "homeassistant": "2026.4.0" }'
        const root = yield* writeTree({
          "one/hacs.json": hacs,
          "one/custom_components/acme/application_credentials.py": "",
          "two/application_credentials.py": "",
          "two/hacs.json": hacs,
          "three/hacs.json": hacs,
          "three/acme/application_credentials.py": "",
          "four/hacs.json": '{ "name": "Acme" }',
          "four/custom_components/acme/application_credentials.py": "",
          "five/hacs.json": '{ "homeassistant": ',
          "five/custom_components/acme/application_credentials.py": ""
        })
        const minimum = (path: string) =>
          Effect.map(readIntegration(`${root}/${path}`), ({ minimumHomeAssistant }) => minimumHomeAssistant)
        expect(yield* minimum("one/custom_components/acme")).toBe("2026.4.0")
        expect(yield* minimum("two")).toBe("2026.4.0")
        expect(yield* minimum("three/acme")).toBe(undefined)
        expect(yield* minimum("four/custom_components/acme")).toBe(undefined)
        const error = yield* Effect.flip(minimum("five/custom_components/acme"))
        expect(error.message).toMatch(/hacs\.json:1:\d+: .*HACS reads strict JSON and would refuse this file/)
      }).pipe(Effect.provide(platform))
  )

  it.effect("reads the folder of a file, and the module that the file is", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ ...acme, "acme/application_credentials.py": "" })
      const read = (file: string) =>
        Effect.map(readIntegration(`${root}/acme/${file}`), (found) => found.moduleFile)
      expect(yield* read("manifest.json")).toBe("application_credentials.ts")
      expect(yield* read("application_credentials.ts")).toBe("application_credentials.ts")
      expect(yield* read("application_credentials.py")).toBe("application_credentials.py")
    }).pipe(Effect.provide(platform))
  )

  it.effect("says which JSON file is broken, where and why", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ ...acme, "acme/translations/en.json": '{\n  "a": 1,\n}' })
      const error = yield* Effect.flip(readIntegration(`${root}/acme`))
      expect(error).toMatchObject({ _tag: "CannotBeChecked", reason: "brokenJson" })
      expect(error.path).toBe(`${root}/acme/translations/en.json`)
      expect(error.message).toContain(
        `${root}/acme/translations/en.json:3:1: a comma before it is one too many`
      )
    }).pipe(Effect.provide(platform))
  )

  it.effect("tells a path that is not there from a folder without a module", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "acme/manifest.json": "{}" })
      expect(yield* Effect.flip(readIntegration(`${root}/none`))).toMatchObject({ reason: "noSuchPath" })
      const error = yield* Effect.flip(readIntegration(`${root}/acme`))
      expect(error).toMatchObject({
        reason: "noModule",
        message: expect.stringContaining("application_credentials.py")
      })
    }).pipe(Effect.provide(platform))
  )

  it.effect("says that a file cannot be read", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({
        "acme/application_credentials.ts": "",
        "acme/manifest.json/in.txt": ""
      })
      const error = yield* Effect.flip(readIntegration(`${root}/acme`))
      expect(error).toMatchObject({ reason: "unreadable", path: `${root}/acme/manifest.json` })
    }).pipe(Effect.provide(platform))
  )
})

describe("findModules", () => {
  it.effect("finds every integration of a tree, sorted, and skips what is no part of one", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({
        "b/application_credentials.py": "",
        "a/deep/application_credentials.js": "",
        "a/deep/application_credentials.ts": "",
        "a/deep/application_credentials.py": "",
        "node_modules/c/application_credentials.ts": "",
        ".git/application_credentials.ts": "",
        ".hidden/application_credentials.ts": "",
        "b/__pycache__/application_credentials.py": "",
        "d/application_credentials.txt": ""
      })
      expect(yield* findModules(root)).toEqual([
        `${root}/a/deep/application_credentials.ts`,
        `${root}/a/deep/application_credentials.py`,
        `${root}/b/application_credentials.py`
      ])
    }).pipe(Effect.provide(platform))
  )

  it.effect("goes into a folder that links to its parent only once", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "a/application_credentials.py": "" })
      const fileSystem = yield* FileSystem.FileSystem
      yield* fileSystem.symlink(root, `${root}/a/parent`)
      expect(yield* findModules(root)).toEqual([`${root}/a/application_credentials.py`])
      expect((yield* readIntegration(`${root}/a`)).siblings).toEqual({})
    }).pipe(Effect.provide(platform))
  )

  it.effect("fails where there is none", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ "a/const.py": "" })
      expect(yield* Effect.flip(findModules(root))).toMatchObject({ reason: "noModule" })
      expect(yield* Effect.flip(findModules(`${root}/none`))).toMatchObject({ reason: "noSuchPath" })
    }).pipe(Effect.provide(platform))
  )
})

describe("findIntegrations", () => {
  it.effect("gives two subjects for a folder with both languages", () =>
    Effect.gen(function* () {
      const root = yield* writeTree({ ...acme, "acme/application_credentials.py": "" })
      const found = yield* findIntegrations(root)
      expect(found.map(({ language, domain }) => [language, domain])).toEqual([
        ["typescript", "acme_cloud"],
        ["python", "acme_cloud"]
      ])
    }).pipe(Effect.provide(platform))
  )
})
