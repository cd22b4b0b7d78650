import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import * as fc from "fast-check"
import { writeFileSync } from "node:fs"
import { CredentialStore } from "../../../src/index.ts"
import { acme, layerIn, makeFolder } from "./Folder.ts"

const list = CredentialStore.use(({ list }) => list)

/** Two credentials as Home Assistant writes them, the first of them imported. */
const written = `{
  "version": 1,
  "minor_version": 1,
  "key": "application_credentials",
  "data": {
    "items": [
      {
        "id": "acme_my_client",
        "domain": "acme",
        "client_id": "My-Client",
        "client_secret": "größer \\"\\\\\\n",
        "auth_domain": "acme",
        "name": "Import from configuration.yaml"
      },
      {
        "id": "acme_other",
        "domain": "acme",
        "client_id": "other",
        "client_secret": "CLIENTSECRET"
      }
    ]
  }
}`

/** The same with members that nobody knows yet, and numbers that JavaScript does not have. */
const unknown = written
  .replace(`"CLIENTSECRET"`, `"CLIENTSECRET",\n        "created_at": 1234567890123456789.5`)
  .replace(`    ]\n`, `    ],\n    "more": [\n      null,\n      1e400\n    ]\n`)
  .replace(`  }\n}`, `  },\n  "written_by": {}\n}`)

describe("the file of Home Assistant", () => {
  it("is read as Home Assistant wrote it", async () => {
    const folder = makeFolder()
    folder.write(unknown)
    const [first, second, ...others] = await folder.run(list)
    assert.deepStrictEqual(others, [])
    assert.strictEqual(first?.credential.displayName, "Import from configuration.yaml")
    assert.strictEqual(first?.implementationDomain, "acme")
    assert.strictEqual(first && Redacted.value(first.credential.clientSecret), 'größer "\\\n')
    assert.strictEqual(second?.implementationDomain, "acme_other")
    assert.strictEqual(folder.read(), unknown)
  })

  it("is written as Home Assistant writes it", async () => {
    const folder = makeFolder()
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        yield* store.importCredential(acme("My-Client", "CLIENTSECRET"))
        yield* store.create(acme("other", "CLIENTSECRET"))
      })
    )
    assert.strictEqual(folder.read(), written.replace('größer \\"\\\\\\n', "CLIENTSECRET"))
  })

  it("keeps whatever else is in it through every change", async () => {
    const folder = makeFolder()
    folder.write(unknown)
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        yield* store.rename("acme_other", "Mine")
        yield* store.rotateSecret("acme_other", Redacted.make("NEXTSECRET"))
        yield* store.remove((yield* store.create(acme("third"))).id)
        assert.notStrictEqual(folder.read(), unknown)
        yield* store.rotateSecret("acme_other", Redacted.make("CLIENTSECRET"))
        yield* store.rename("acme_other", undefined)
      })
    )
    assert.strictEqual(folder.read(), unknown)
  })

  it("keeps any unknown members of items, data and file", async () => {
    const members = fc.dictionary(fc.string(), fc.jsonValue(), { noNullPrototype: true })
    await fc.assert(
      fc.asyncProperty(members, members, members, async (ofItem, ofData, ofFile) => {
        const folder = makeFolder()
        const { version, key, data, ...rest } = JSON.parse(written)
        const [first, second] = data.items
        const before = {
          ...ofFile,
          ...rest,
          version,
          key,
          data: { ...ofData, items: [{ ...ofItem, ...first }, second] }
        }
        writeFileSync(folder.path, JSON.stringify(before))
        const id: string = first.id
        await folder.run(CredentialStore.use((store) => store.rotateSecret(id, Redacted.make("NEXTSECRET"))))
        before.data.items[0].client_secret = "NEXTSECRET"
        assert.strictEqual(folder.read(), JSON.stringify(before, undefined, 2))
      }),
      { numRuns: 50, examples: [[{ ["__proto__"]: 1 }, { ["__proto__"]: {} }, { ["__proto__"]: [] }]] }
    )
  })

  it.each([
    ["an empty object", "{}"],
    ["no file", undefined]
  ])("counts %s as no credentials", async (_, text) => {
    const folder = makeFolder()
    if (text !== undefined) folder.write(text)
    assert.deepStrictEqual(await folder.run(list), [])
    await folder.run(CredentialStore.use((store) => store.create(acme("id"))))
    assert.strictEqual((await folder.run(list)).length, 1)
  })

  it.each([
    ["nothing", ""],
    ["a file cut short", written.slice(0, -20)],
    ["a text that is no JSON", `{"client_secret": CLIENTSECRET}`],
    ["bytes that are no text", Buffer.concat([Buffer.from(written.slice(0, 40)), Buffer.from([0xff])])],
    ["a list", "[]"],
    ["another version", written.replace(`"version": 1`, `"version": 2`)],
    ["another storage", written.replace("application_credentials", "auth")],
    ["no items", written.replace("items", "things")],
    ["an item that is none", written.replace(/\{\s+"id": "acme_other"[^}]*\}/, `"CLIENTSECRET"`)]
  ])("is left alone where it holds %s", async (_, text) => {
    const folder = makeFolder()
    writeFileSync(folder.path, text)
    const error = await Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(layerIn(folder.folder)))))
    assert.propertyVal(error, "_tag", "StorageUnreadable")
    assert.include(String(error), folder.path)
    assert.notInclude(JSON.stringify(error) + String(error), "CLIENTSECRET")
    assert.strictEqual(folder.read(), text.toString())
  })

  it.each([
    ["no secret", written.replace(`"client_secret": "CLIENTSECRET"`, `"secret": "CLIENTSECRET"`)],
    ["a secret that is no text", written.replace(`"CLIENTSECRET"`, `["CLIENTSECRET"]`)]
  ])("gives and changes the other items where one has %s, and keeps that one", async (_, text) => {
    const folder = makeFolder()
    folder.write(text)
    const [before] = itemsOf(text).slice(1)
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        const error = yield* Effect.flip(store.get("acme_other"))
        assert.strictEqual(error._tag, "StorageUnreadable")
        assert.notInclude(JSON.stringify(error) + String(error), "CLIENTSECRET")
        assert.strictEqual((yield* store.list).length, 1)
        yield* store.create(acme("id"))
      })
    )
    assert.deepStrictEqual(itemsOf(folder.read()).at(-1), before)
  })

  it("says which item cannot be read, and what of it", async () => {
    const folder = makeFolder()
    folder.write(written.replace(`"client_secret": "CLIENTSECRET"`, `"secret": "CLIENTSECRET"`))
    const error = await folder.run(Effect.flip(CredentialStore.use((store) => store.get("acme_other"))))
    assert.include(error.message, `${folder.path}, item 2 ("acme_other")`)
    assert.include(error.message, "client_secret")
  })
})

const itemsOf = (text: string): ReadonlyArray<unknown> => JSON.parse(text).data.items
