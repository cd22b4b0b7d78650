import { describe, expectTypeOf, it } from "@effect/vitest"
import type { Effect, FileSystem, Layer, Path } from "effect"
import type { SqlClient } from "effect/sql"
import type {
  AccountAlreadyLinked,
  AccountLock,
  AccountNotFound,
  CredentialInUse,
  CredentialInvalid,
  CredentialNotFound,
  CredentialStore,
  DecryptionFailed,
  EncryptionKeyMissing,
  FlowNotPending,
  InstanceServices,
  LinkedAccounts,
  ModuleServices,
  PendingLinks,
  reencrypt,
  StateExpired,
  StateForged,
  StateReplayed,
  StateSigner,
  StorageEncryption,
  StorageError,
  StorageUnavailable,
  StorageInUse,
  StorageUnreadable
} from "../../src/index.ts"
import type { layerFile } from "../../src/layers/file/index.ts"
import type { layerSql } from "../../src/layers/sql/index.ts"

/** The failures of a method, or of a value that is an effect itself. */
type Fails<A> = A extends (...args: never) => Effect.Effect<infer _, infer E, infer _R>
  ? E
  : A extends Effect.Effect<infer _, infer E, infer _R>
    ? E
    : never

type Credentials = CredentialStore["Service"]
type Accounts = LinkedAccounts["Service"]
type Links = PendingLinks["Service"]
type Signer = StateSigner["Service"]

describe("the failures of the stores", () => {
  it("are those of storage, and nothing else, where nothing can be asked wrongly", () => {
    expectTypeOf<StorageError>().toEqualTypeOf<
      StorageUnavailable | StorageUnreadable | EncryptionKeyMissing | DecryptionFailed
    >()
    expectTypeOf<Fails<Credentials["list" | "forDomain" | "find"]>>().toEqualTypeOf<StorageError>()
    expectTypeOf<Fails<Accounts["list" | "forDomain"]>>().toEqualTypeOf<StorageError>()
    expectTypeOf<Fails<Links["put" | "list"]>>().toEqualTypeOf<StorageError>()
    expectTypeOf<Fails<Signer["sign"]>>().toEqualTypeOf<StorageError>()
    expectTypeOf<Fails<typeof reencrypt>>().toEqualTypeOf<StorageError>()
  })

  it("say what was asked wrongly of credentials", () => {
    expectTypeOf<Fails<Credentials["create" | "importCredential"]>>().toEqualTypeOf<
      CredentialInvalid | StorageError
    >()
    expectTypeOf<Fails<Credentials["get" | "rename" | "rotateSecret"]>>().toEqualTypeOf<
      CredentialNotFound | StorageError
    >()
    expectTypeOf<Fails<Credentials["remove"]>>().toEqualTypeOf<
      CredentialNotFound | CredentialInUse | StorageError
    >()
    expectTypeOf<Fails<Credentials["changes"]>>().toEqualTypeOf<never>()
  })

  it("say what was asked wrongly of accounts, flows and states", () => {
    expectTypeOf<Fails<Accounts["get" | "update" | "remove"]>>().toEqualTypeOf<
      AccountNotFound | StorageError
    >()
    expectTypeOf<Fails<Accounts["create"]>>().toEqualTypeOf<
      AccountAlreadyLinked | CredentialNotFound | StorageError
    >()
    expectTypeOf<Fails<Accounts["relink"]>>().toEqualTypeOf<
      AccountNotFound | AccountAlreadyLinked | CredentialNotFound | StorageError
    >()
    expectTypeOf<Fails<Links["take"]>>().toEqualTypeOf<FlowNotPending | StorageError>()
    expectTypeOf<Fails<Signer["consume"]>>().toEqualTypeOf<
      StateForged | StateExpired | StateReplayed | StorageError
    >()
  })

  it("add those of the lock to an effect's own", () => {
    const lock = (service: AccountLock["Service"], effect: Effect.Effect<1, "own", "needs">) =>
      service.withLock("account")(effect)
    expectTypeOf(lock).returns.toEqualTypeOf<Effect.Effect<1, "own" | StorageError, "needs">>()
  })

  it("are known when a layer is built", () => {
    expectTypeOf<ReturnType<typeof layerFile>>().toEqualTypeOf<
      Layer.Layer<
        InstanceServices,
        StorageError | StorageInUse,
        FileSystem.FileSystem | ModuleServices | Path.Path | StorageEncryption
      >
    >()
    expectTypeOf<ReturnType<typeof layerSql>>().toEqualTypeOf<
      Layer.Layer<
        InstanceServices,
        StorageUnavailable,
        ModuleServices | SqlClient.SqlClient | StorageEncryption
      >
    >()
  })
})
