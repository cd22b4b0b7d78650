import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { chmodSync, mkdirSync, readdirSync, rmdirSync } from "node:fs"
import { CredentialStore, StorageEncryption } from "../../../src/index.ts"
import { makeFaultyDisk } from "./FaultyDisk.ts"
import { acme, layerIn, makeFolder } from "./Folder.ts"
import { asOrdinaryUser } from "./unprivileged.ts"

const list = CredentialStore.use(({ list }) => list)
const create = (clientId: string) => CredentialStore.use((store) => store.create(acme(clientId)))

/** Makes sure that an effect fails because a file or folder is unavailable, and in no other way beside that. */
const assertUnavailable = <A, E, R>(effect: Effect.Effect<A, E, R>, path: string) =>
  Effect.map(Effect.flip(Effect.sandbox(effect)), ({ reasons }) => {
    const [reason, ...others] = reasons
    assert.deepStrictEqual(others, [])
    if (reason?._tag !== "Fail") return assert.fail(String(reason))
    assert.propertyVal(reason.error, "_tag", "StorageUnavailable")
    assert.include(String(reason.error), path)
  })

/** What is in a folder, but its lock. */
const filesIn = (folder: string) =>
  readdirSync(folder).filter((name) => name !== "application_credentials.lock")

describe("files", () => {
  it("that may not be read are unavailable, and left alone", () =>
    asOrdinaryUser(async () => {
      const { path, read, run, write } = makeFolder()
      await run(create("id"))
      const before = read()
      await run(
        Effect.gen(function* () {
          write(before)
          chmodSync(path, 0o000)
          yield* assertUnavailable(list, path)
          yield* assertUnavailable(create("other"), path)
          chmodSync(path, 0o600)
          assert.strictEqual(read(), before)
          assert.strictEqual((yield* list).length, 1)
        })
      )
    }))

  it("in a folder that may not be entered are unavailable, and not taken for none", () =>
    asOrdinaryUser(async () => {
      const { folder, path, run } = makeFolder()
      await run(
        Effect.gen(function* () {
          assert.deepStrictEqual(yield* list, [])
          chmodSync(folder, 0o000)
          yield* assertUnavailable(list, path)
          chmodSync(folder, 0o700)
          yield* create("id")
          chmodSync(folder, 0o000)
          yield* assertUnavailable(list, path)
          yield* assertUnavailable(create("other"), path)
          chmodSync(folder, 0o700)
          assert.strictEqual((yield* list).length, 1)
        })
      )
      chmodSync(folder, 0o000)
      await Effect.runPromise(assertUnavailable(Effect.scoped(Layer.build(layerIn(folder))), folder))
      chmodSync(folder, 0o700)
    }))

  it("in a folder that may not be written can be read, and are not changed", () =>
    asOrdinaryUser(async () => {
      const { folder, path, read, run } = makeFolder()
      await run(create("id"))
      const before = read()
      chmodSync(folder, 0o500)
      await run(
        Effect.gen(function* () {
          assert.strictEqual((yield* list).length, 1)
          yield* assertUnavailable(create("other"), path)
          assert.strictEqual((yield* list).length, 1)
          assert.strictEqual(read(), before)
          chmodSync(folder, 0o700)
          yield* create("other")
          assert.strictEqual((yield* list).length, 2)
        })
      )
    }))

  it("in whose place a folder is are unavailable", async () => {
    const { folder, path, run } = makeFolder()
    await run(
      Effect.gen(function* () {
        mkdirSync(path)
        yield* assertUnavailable(list, path)
        yield* assertUnavailable(create("id"), path)
        assert.deepStrictEqual(filesIn(folder), ["application_credentials"])
        rmdirSync(path)
        yield* create("id")
        assert.strictEqual((yield* list).length, 1)
      })
    )
  })

  it.each(["open", "write", "sync", "rename"] as const)(
    "on a disk that fails to %s are as they were, with nothing beside them",
    async (step) => {
      const { faults, layer } = makeFaultyDisk()
      const { folder, path, read, run } = makeFolder(StorageEncryption.layerPlain, layer)
      await run(
        Effect.gen(function* () {
          yield* create("id")
          const [before, listed] = [read(), yield* list]
          faults.add(step)
          for (const clientId of ["other", "third"]) yield* assertUnavailable(create(clientId), path)
          assert.deepStrictEqual(yield* list, listed)
          assert.strictEqual(read(), before)
          assert.deepStrictEqual(filesIn(folder), ["application_credentials"])
          faults.delete(step)
          yield* create("other")
          assert.strictEqual((yield* list).length, 2)
        })
      )
    }
  )

  it("on a disk that fails once they are written are unavailable, and then found as they are", async () => {
    const { faults, layer } = makeFaultyDisk()
    const { path, run } = makeFolder(StorageEncryption.layerPlain, layer)
    await run(
      Effect.gen(function* () {
        yield* create("id")
        faults.add("sync folder")
        yield* assertUnavailable(create("other"), path)
        assert.deepStrictEqual(
          (yield* list).map(({ id }) => id),
          ["acme_id", "acme_other"]
        )
      })
    )
  })

  it.each([
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "the owner's share of the disk is used up"],
    ["EROFS", "the disk is read-only"],
    ["EIO", "the disk failed"]
  ])("on a disk that says %s say that %s", async (code, words) => {
    const { faults, layer } = makeFaultyDisk(code)
    const { run } = makeFolder(StorageEncryption.layerPlain, layer)
    await run(
      Effect.gen(function* () {
        faults.add("write")
        const error = yield* Effect.flip(create("id"))
        assert.include(error.message, words)
      })
    )
  })
})
