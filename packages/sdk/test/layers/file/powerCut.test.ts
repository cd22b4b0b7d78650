import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { join } from "node:path"
import { Storage, StorageEncryption, TakenState } from "../../../src/index.ts"
import { layerIn, makeFolder } from "./Folder.ts"
import { makeDisk } from "./PowerCut.ts"

const name = "application_credentials.taken_states"
const put = (jti: string) =>
  Storage.use(({ atomically, takenStates }) =>
    takenStates.put([new TakenState({ jti, expiresAt: 1 })]).pipe(atomically(name))
  )

describe("a file of storage, should the power go", () => {
  it("holds what it did or what it will at any moment, and the latter once that was said", async () => {
    const { folder, read } = makeFolder()
    const disk = makeDisk(join(folder, name))
    const changes = Effect.gen(function* () {
      let before: string | undefined
      for (const jti of ["one", "two", "three"]) {
        yield* put(jti)
        const after = read(name)
        assert.deepStrictEqual(disk.now(), new Set([after]))
        assert.deepStrictEqual(disk.meanwhile(), new Set([before, after]))
        before = after
      }
    })
    const layer = Layer.fresh(layerIn(folder, StorageEncryption.layerPlain, disk.layer))
    await Effect.runPromise(Effect.provide(changes, layer))
  })
})
