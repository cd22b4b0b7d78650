import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { describe, expect, it } from "@effect/vitest"
import { Ajv2020 } from "ajv/dist/2020.js"
import { Effect, FileSystem } from "effect"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import { checkFileJsonSchema, withContext } from "../../src/config/CheckFile.ts"
import { platform, writeTree } from "../adapters/folders.ts"

const name = "application_credentials.check.json"

const contextOf = Effect.fnUntraced(function* (text: string, named?: string) {
  const root = yield* writeTree({
    "acme/application_credentials.py": "",
    ...(text === "" ? {} : { [`acme/${name}`]: text }),
    "other.json": '{ "data": { "other": 1 } }'
  })
  const integration = yield* readIntegration(join(root, "acme"))
  return yield* withContext(integration, named === undefined ? undefined : join(root, named))
})

const whole = {
  $schema: "https://example.org/check.schema.json",
  credential: { clientId: "app@key", clientSecret: "secret" },
  data: { acme: { region: ["eu"] } },
  python: ["from .api import region", "region.set('eu')"]
}

describe("a check file", () => {
  it.effect("says what the module needs, beside it or by its name", () =>
    Effect.gen(function* () {
      const { $schema: _, ...rest } = whole
      const { context } = yield* contextOf(JSON.stringify(whole))
      expect(context).toEqual({ ...rest, python: "from .api import region\nregion.set('eu')" })
      expect((yield* contextOf(JSON.stringify(whole), "other.json")).context).toEqual({ data: { other: 1 } })
      expect((yield* contextOf("")).context).toBeUndefined()
    }).pipe(Effect.provide(platform))
  )

  it.effect.each([
    [
      '{\n "credential": { "clientId": "" } }',
      /check\.json:2: credential\.clientId expected 1 to 200 visible ASCII/
    ],
    [
      '{\n "credential": { "id": "x" } }',
      /check\.json:2: credential\.\w+ .*Write it as \{"clientId": "app@key"/
    ],
    [
      '{\n\n "pyton": "x" }',
      /check\.json:3: pyton is not known here, but \$schema, credential, data, python/
    ],
    ['{ "python": 1 }', /Write it as a text, or as a list of lines/],
    ['{ "data": [] }', /Write it as \{"my_domain": \{"region": "eu"\}\}/],
    ["{", /check\.json:1: no JSON here/]
  ] as const)("is refused with its place and its fix: %s", ([text, why]) =>
    Effect.gen(function* () {
      const { message } = yield* Effect.flip(contextOf(text))
      expect(message).toMatch(why)
    }).pipe(Effect.provide(platform))
  )

  it.effect(
    "is none that a link leads to out of the integration's folder, and has to be there by its name",
    () =>
      Effect.gen(function* () {
        const fs = yield* FileSystem.FileSystem
        const root = yield* writeTree({
          "acme/application_credentials.py": "",
          "secret.json": '{ "x": "secret" }'
        })
        yield* fs.symlink(join(root, "secret.json"), join(root, "acme", name))
        const integration = yield* readIntegration(join(root, "acme"))
        const { message } = yield* Effect.flip(withContext(integration))
        expect(message).toMatch(/is a link that leads out of the integration's folder/)
        expect((yield* Effect.flip(withContext(integration, join(root, "nowhere.json")))).message).toMatch(
          /nowhere\.json cannot be read/
        )
      }).pipe(Effect.provide(platform))
  )

  it("has a published schema that agrees with it", async () => {
    const published = new URL("../../schema/check.schema.json", import.meta.url)
    expect(JSON.parse(await readFile(published, "utf8"))).toEqual(checkFileJsonSchema())
    const validate = new Ajv2020({ allowUnionTypes: true }).compile(Object(checkFileJsonSchema()))
    expect(validate(whole)).toBe(true)
    expect(validate({ ...whole, pyton: "" })).toBe(false)
    expect(validate({ credential: { clientId: "" } })).toBe(false)
  })
})
