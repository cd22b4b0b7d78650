import { assert, describe, expectTypeOf, it, onTestFinished } from "@effect/vitest"
import type { Config, Layer } from "effect"
import { Effect, Redacted } from "effect"
import type { SqlError } from "effect/sql"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { ClientCredential, CredentialStore } from "../../src/index.ts"
import type { EncryptionKeysInvalid, InstanceServices, StorageUnavailable } from "../../src/index.ts"
import { inDatabase, inFiles } from "./storage.ts"

describe("the guide to storage", () => {
  it.effect("keeps credentials where Home Assistant has them", () =>
    Effect.gen(function* () {
      const scratch = mkdtempSync(join(tmpdir(), "readme-"))
      onTestFinished(() => rmSync(scratch, { recursive: true }))
      const folder = join(scratch, ".storage")
      const credential = new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
      yield* CredentialStore.use((store) => store.create({ domain: "acme", credential })).pipe(
        Effect.provide(inFiles(folder))
      )
      assert.isTrue(existsSync(join(folder, "application_credentials")))
    })
  )

  it("needs nothing more for a database, and says what can be wrong with it", () => {
    expectTypeOf(inDatabase).toEqualTypeOf<
      Layer.Layer<
        InstanceServices,
        StorageUnavailable | EncryptionKeysInvalid | Config.ConfigError | SqlError.SqlError
      >
    >()
  })
})
