/** An instance's stores over the files of a temporary folder, and the folder itself. */
import { onTestFinished } from "@effect/vitest"
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Layer, Option, Redacted } from "effect"
import type { Path } from "effect"
import { SecureRandom } from "effect/crypto"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import {
  AccountLock,
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  Integrations,
  LinkedAccounts,
  PendingLinks,
  StorageEncryption
} from "../../../src/index.ts"
import { layerFileStorage } from "../../../src/layers/file/index.ts"

const module = defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "", tokenUrl: "" }))
})

/** Storage in a folder's files. */
export const layerIn = (
  folder: string,
  encryption: Layer.Layer<StorageEncryption, unknown> = StorageEncryption.layerPlain,
  platform: Layer.Layer<FileSystem.FileSystem | Path.Path> = NodeServices.layer
) =>
  Layer.merge(
    AccountLock.layerMemory,
    layerFileStorage({ folder }).pipe(Layer.provide([platform, SecureRandom.layerWebCrypto, encryption]))
  )

/** A platform on which every file always seems to have changed, so that it is read anew each time. */
export const layerForgetful = Layer.effect(
  FileSystem.FileSystem,
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    let time = 0
    return {
      ...fs,
      stat: (path) => Effect.map(fs.stat(path), (info) => ({ ...info, mtime: Option.some(new Date(time++)) }))
    }
  })
).pipe(Layer.provideMerge(NodeServices.layer))

/** Makes a folder that is there as long as the test. */
export const makeFolder = (...options: Options) => {
  const folder = mkdtempSync(join(tmpdir(), "application-credentials-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return inFolder(folder, ...options)
}

type Options = Parameters<typeof layerIn> extends [string, ...infer Rest] ? Rest : never

const inFolder = (folder: string, ...options: Options) => {
  const layer = Layer.mergeAll(CredentialStore.layer, LinkedAccounts.layer, PendingLinks.layer).pipe(
    Layer.provide(Integrations.layerMemory([{ domain: "acme", module }])),
    Layer.provide(SecureRandom.layerWebCrypto),
    Layer.provideMerge(layerIn(folder, ...options))
  )
  return {
    folder,
    path: join(folder, "application_credentials"),
    /** The same folder with other keys. */
    with: (other: Layer.Layer<StorageEncryption, unknown>) => inFolder(folder, other),
    /** Builds the stores anew, as after a restart. */
    run: <A, E>(effect: Effect.Effect<A, E, Layer.Success<typeof layer>>) =>
      Effect.runPromise(Effect.provide(effect, Layer.fresh(layer))),
    read: (name = "application_credentials") => readFileSync(join(folder, name), "utf8"),
    write: (text: string, name = "application_credentials") => writeFileSync(join(folder, name), text)
  }
}

/** A credential of the integration in these tests. */
export const acme = (clientId: string, clientSecret = "CLIENTSECRET") => ({
  domain: "acme",
  credential: new ClientCredential({ clientId, clientSecret: Redacted.make(clientSecret) })
})
