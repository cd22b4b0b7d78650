import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  CredentialStore,
  LinkedAccounts,
  PendingLink,
  PendingLinks,
  StorageEncryption
} from "../../../src/index.ts"
import * as InstanceLaws from "../InstanceLaws.ts"
import { account } from "../../services/LinkedAccountsLaws.ts"
import { suites } from "../../services/laws.ts"
import { acme, layerForgetful, layerIn, makeFolder } from "./Folder.ts"

const temporaryFolder = Effect.acquireRelease(
  Effect.sync(() => mkdtempSync(join(tmpdir(), "application-credentials-"))),
  (folder) => Effect.sync(() => rmSync(folder, { recursive: true }))
)

const layerTemporary = (...options: Tail<Parameters<typeof layerIn>>) =>
  Layer.unwrap(Effect.map(temporaryFolder, (folder) => layerIn(folder, ...options)))

type Tail<Args extends ReadonlyArray<unknown>> = Args extends readonly [unknown, ...infer Rest] ? Rest : never

const encrypted = StorageEncryption.layer(Redacted.make(`one:${Buffer.alloc(32, 1).toString("base64")}`))

suites("in files", layerTemporary())
suites("in files read anew each time", layerTemporary(StorageEncryption.layerPlain, layerForgetful))
suites("in encrypted files read anew each time", layerTemporary(encrypted, layerForgetful))

InstanceLaws.suite(
  "in files",
  Effect.map(temporaryFolder, (folder) => layerIn(folder, encrypted))
)

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8)

describe("storage in files", () => {
  it("gives all of it to whoever opens the folder next", async () => {
    const folder = makeFolder()
    const link = new PendingLink({
      flowId: "flow",
      domain: "acme",
      source: { type: "user" },
      step: { id: "pick_implementation" },
      expiresAt: Number.MAX_SAFE_INTEGER
    })
    const [credential, linked] = await folder.run(
      Effect.gen(function* () {
        yield* PendingLinks.use((links) => links.put(link))
        const credential = yield* CredentialStore.use((store) => store.create(acme("id")))
        const members = yield* account({ authImplementation: credential.id, credentialId: credential.id })
        return [credential, yield* LinkedAccounts.use((accounts) => accounts.create(members))] as const
      })
    )
    await folder.run(
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* CredentialStore.use(({ list }) => list), [credential])
        assert.deepStrictEqual(yield* LinkedAccounts.use(({ list }) => list), [linked])
        assert.deepStrictEqual(yield* PendingLinks.use((links) => links.take("flow")), link)
      })
    )
  })

  it("lets nobody but the owner read, whatever the file was before", async () => {
    const folder = makeFolder()
    folder.write("{}")
    assert.strictEqual(modeOf(folder.path), "644")
    await folder.run(CredentialStore.use((store) => store.create(acme("id"))))
    assert.strictEqual(modeOf(folder.path), "600")
  })

  it("makes a folder that only the owner may enter", async () => {
    const folder = join(makeFolder().folder, "deep", ".storage")
    await Effect.runPromise(Effect.provide(Effect.void, layerIn(folder)))
    assert.strictEqual(modeOf(folder), "700")
  })

  it("sees what others have changed, and keeps it", async () => {
    const folder = makeFolder()
    const other = makeFolder()
    await other.run(CredentialStore.use((store) => store.create(acme("theirs"))))
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        assert.deepStrictEqual(yield* store.list, [])
        folder.write(other.read())
        assert.strictEqual((yield* store.get("acme_theirs")).credential.clientId, "theirs")
        yield* store.create(acme("ours"))
        assert.deepStrictEqual(
          (yield* store.list).map(({ id }) => id),
          ["acme_theirs", "acme_ours"]
        )
      })
    )
  })

  it("removes what a write that was cut short has left", async () => {
    const folder = makeFolder()
    const left = ["", ".accounts"].map((name) => `application_credentials${name}.0123456789ab.tmp`)
    // Somebody else's, however much alike.
    const kept = [
      "application_credentials.0123456789ab.tmp.tmp",
      "application_credentials.0123456789abc.tmp",
      "application_credentials.accounts.mine.tmp",
      "application_credentials.backup.tmp",
      "other.tmp"
    ]
    for (const name of [...left, ...kept]) folder.write("half", name)
    await folder.run(CredentialStore.use((store) => store.create(acme("id"))))
    assert.deepStrictEqual(readdirSync(folder.folder).toSorted(), ["application_credentials", ...kept])
  })

  it("says so where it cannot write, and has changed nothing", async () => {
    const folder = makeFolder()
    await folder.run(
      Effect.gen(function* () {
        const store = yield* CredentialStore
        rmSync(folder.folder, { recursive: true })
        const error = yield* Effect.flip(store.create(acme("id")))
        assert.strictEqual(error._tag, "StorageUnavailable")
        assert.include(error.message, folder.path)
        assert.deepStrictEqual(yield* store.list, [])
      })
    )
  })

  it("says so where its folder cannot be made", async () => {
    const folder = makeFolder()
    folder.write("{}")
    const build = Effect.flip(Effect.scoped(Layer.build(layerIn(folder.path))))
    const error = await Effect.runPromise(build)
    assert.propertyVal(error, "_tag", "StorageUnavailable")
    assert.include(String(error), folder.path)
  })
})
