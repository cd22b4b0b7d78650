/** What of a folder cannot be read is named and set aside; the rest works, and nothing is dropped. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import { CredentialStore, LinkedAccounts, LinkingFlow, PendingLinks } from "../../../src/index.ts"
import { account } from "../../services/LinkedAccountsLaws.ts"
import { agree, link, makeInstance } from "../../flows/Instance.ts"
import { acme, layerIn, makeFolder } from "./Folder.ts"

const makeLog = () => {
  const lines: Array<string> = []
  return { lines, layer: Logger.layer([Logger.make(({ message }) => void lines.push(String(message)))]) }
}

interface Content {
  readonly data: { readonly items: ReadonlyArray<Readonly<Record<string, unknown>>> }
}

const edit = (
  { read, write }: ReturnType<typeof makeFolder>,
  name: string,
  change: (items: Content["data"]["items"]) => Content["data"]["items"]
) => {
  const content: Content = JSON.parse(read(name))
  write(JSON.stringify({ ...content, data: { ...content.data, items: change(content.data.items) } }), name)
}

const itemsOf = ({ read }: ReturnType<typeof makeFolder>, name: string) => {
  const content: Content = JSON.parse(read(name))
  return content.data.items
}

describe("a folder with something that cannot be read", () => {
  const accounts = "application_credentials.accounts"

  it("gives the other accounts, and keeps the one that it cannot read", async () => {
    const folder = makeFolder()
    const create = Effect.flatMap(account(), (members) => LinkedAccounts.use((all) => all.create(members)))
    const [first, second] = await folder.run(Effect.all([create, create, create]))
    edit(folder, accounts, (items) =>
      items.map((item, index) => (index === 1 ? { ...item, token: "none" } : item))
    )
    const { layer, lines } = makeLog()
    await Effect.runPromise(Effect.provide(Effect.scoped(Layer.build(layerIn(folder.folder))), layer))
    await folder.run(
      Effect.gen(function* () {
        const all = yield* LinkedAccounts
        assert.strictEqual((yield* all.list).length, 2)
        const error = yield* Effect.flip(all.get(second.id))
        assert.strictEqual(error._tag, "StorageUnreadable")
        for (const text of [error.message, lines.join("\n")]) {
          assert.include(text, accounts)
          assert.include(text, second.id)
        }
        yield* all.update(first.id, { uniqueId: "ada" })
        yield* create
      })
    )
    const kept = itemsOf(folder, accounts)
    assert.strictEqual(kept.length, 4)
    assert.deepStrictEqual(kept.find(({ id }) => id === second.id)?.["token"], "none")
  })

  it("gives the first of two records with one id, and keeps both", async () => {
    const folder = makeFolder()
    await folder.run(CredentialStore.use((store) => store.create(acme("id"))))
    edit(folder, "application_credentials", (items) => [...items, { ...items[0], client_id: "twin" }])
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        assert.deepStrictEqual(
          (yield* store.list).map(({ credential }) => credential.clientId),
          ["id"]
        )
        yield* store.create(acme("other"))
      })
    )
    assert.deepStrictEqual(
      itemsOf(folder, "application_credentials").map((item) => item["client_id"]),
      ["id", "other", "twin"]
    )
  })

  it("continues with the other flows where one is at a step that it does not know", async () => {
    const folder = makeFolder()
    const { layer } = makeInstance({ storage: layerIn(folder.folder) })
    const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))
    const [unknown, known] = await Effect.runPromise(
      Effect.provide(Effect.all([start, start]), Layer.fresh(layer))
    )
    edit(folder, "application_credentials.links", (items) =>
      items.map((item) =>
        item["flowId"] === unknown.flowId ? { ...item, step: { id: "of_a_later_version" } } : item
      )
    )
    await Effect.runPromise(
      Effect.gen(function* () {
        const flow = yield* LinkingFlow
        assert.strictEqual((yield* flow.callback(agree(known))).type, "create_entry")
        assert.strictEqual((yield* Effect.flip(flow.cancel(unknown.flowId)))._tag, "StorageUnreadable")
        assert.deepStrictEqual(yield* PendingLinks.use(({ list }) => list), [])
      }).pipe(
        Effect.provide(Layer.fresh(makeInstance({ storage: layerIn(folder.folder), credentials: [] }).layer))
      )
    )
    assert.strictEqual(itemsOf(folder, "application_credentials.links").length, 1)
  })

  it.each([["no key at all"], ["AAAA"], [""]])("signs with another key where its own is %j", async (key) => {
    const folder = makeFolder()
    const instance = (credentials: ReadonlyArray<string>) =>
      Layer.fresh(makeInstance({ storage: layerIn(folder.folder), credentials }).layer)
    await Effect.runPromise(Effect.provide(link, instance(["id"])))
    edit(folder, "application_credentials.state_keys", (items) => items.map((item) => ({ ...item, key })))
    for (let times = 0; times < 2; times++) await Effect.runPromise(Effect.provide(link, instance([])))
    assert.strictEqual(itemsOf(folder, "application_credentials.state_keys").length, 2)
  })

  it("says so when it starts where a whole file cannot be read", async () => {
    const folder = makeFolder()
    folder.write("cut sho")
    const error = await Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(layerIn(folder.folder)))))
    assert.propertyVal(error, "_tag", "StorageUnreadable")
    assert.strictEqual(folder.read(), "cut sho")
  })
})
