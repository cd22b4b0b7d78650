import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { Mac, SecureRandom } from "effect/crypto"
import { readdirSync } from "node:fs"
import {
  CredentialStore,
  decodeStoredToken,
  LinkedAccounts,
  PendingLink,
  PendingLinks,
  reencrypt,
  StateSigner,
  StorageEncryption
} from "../../../src/index.ts"
import { account } from "../../services/LinkedAccountsLaws.ts"
import { acme, layerIn, makeFolder } from "./Folder.ts"

const keys = (...entries: ReadonlyArray<string>) => StorageEncryption.layer(Redacted.make(entries.join()))
const [one, two] = [1, 2].map((byte) => `k${byte}:${Buffer.alloc(32, byte).toString("base64")}`)
if (one === undefined || two === undefined) throw new Error("two keys are made")

const layerSigner = StateSigner.layer.pipe(
  Layer.provide(Mac.layerWebCrypto),
  Layer.provide(SecureRandom.layerWebCrypto)
)

/** Stores one of everything that has secrets; gives a state. */
const storeAll = Effect.gen(function* () {
  yield* CredentialStore.use((store) => store.create(acme("CLIENT", "CLIENTSECRET")))
  const token = yield* decodeStoredToken({
    access_token: "ACCESSTOKEN",
    refresh_token: "REFRESHTOKEN",
    id_token: "IDTOKEN",
    expires_in: 3600,
    expires_at: 3600
  })
  const members = yield* account({ token })
  yield* LinkedAccounts.use((accounts) => accounts.create(members))
  const link = new PendingLink({
    flowId: "FLOW",
    domain: "acme",
    source: { type: "user" },
    step: {
      id: "auth",
      implementation: "acme_client",
      redirectUri: "https://home.example/cb",
      state: Redacted.make("STATETOKEN"),
      codeVerifier: Redacted.make("CODEVERIFIER")
    },
    browser: Redacted.make("BROWSERSECRET"),
    expiresAt: Number.MAX_SAFE_INTEGER
  })
  const onDevice = new PendingLink({
    ...link,
    flowId: "ON DEVICE",
    step: {
      id: "device",
      implementation: "acme_client",
      authorization: {
        deviceCode: Redacted.make("DEVICECODE"),
        userCode: "USERCODE",
        verificationUri: "https://provider.example/device",
        expiresAt: Number.MAX_SAFE_INTEGER,
        interval: 5
      },
      nextPollAt: 5
    }
  })
  yield* PendingLinks.use((links) => Effect.andThen(links.put(link), links.put(onDevice)))
  return yield* StateSigner.use((signer) =>
    signer.sign({ flowId: "FLOW", redirectUri: "https://home.example" })
  )
}).pipe(Effect.provide(layerSigner))

/** Reads it all back. */
const readAll = (state: string) =>
  Effect.gen(function* () {
    const credential = yield* CredentialStore.use(({ get }) => get("acme_client"))
    assert.strictEqual(Redacted.value(credential.credential.clientSecret), "CLIENTSECRET")
    const [linked] = yield* LinkedAccounts.use(({ list }) => list)
    assert.strictEqual(linked && Redacted.value(linked.token.accessToken), "ACCESSTOKEN")
    const link = yield* PendingLinks.use((links) => links.take("FLOW"))
    assert.strictEqual(link.browser && Redacted.value(link.browser), "BROWSERSECRET")
    const { step } = yield* PendingLinks.use((links) => links.take("ON DEVICE"))
    assert.strictEqual(step.id === "device" && Redacted.value(step.authorization.deviceCode), "DEVICECODE")
    yield* StateSigner.use((signer) => signer.consume(state))
  }).pipe(Effect.provide(layerSigner))

const secrets = [
  "CLIENTSECRET",
  "ACCESSTOKEN",
  "REFRESHTOKEN",
  "IDTOKEN",
  "STATETOKEN",
  "CODEVERIFIER",
  "DEVICECODE",
  "BROWSERSECRET"
]

const everything = ({ folder, read }: ReturnType<typeof makeFolder>) =>
  readdirSync(folder).map(read).join("\n")

describe("encryption in files", () => {
  it("leaves no secret readable, and the rest as it is", async () => {
    const folder = makeFolder(keys(one))
    const state = await folder.run(storeAll)
    const text = everything(folder)
    for (const secret of secrets) assert.notInclude(text, secret)
    assert.include(text, '"client_id": "CLIENT"')
    assert.include(text, '"kid": "k1"')
    await folder.run(readAll(state))
  })

  it("writes the secrets as they are where that was chosen", async () => {
    const folder = makeFolder()
    const state = await folder.run(storeAll)
    const text = everything(folder)
    for (const secret of secrets) assert.include(text, secret)
    assert.notInclude(text, "$sealed")
    await folder.run(readAll(state))
  })

  it("goes from plain to encrypted, from key to key, and back", async () => {
    const plain = makeFolder()
    const state = await plain.run(storeAll)
    const before = plain.read()
    for (const [encryption, kid] of [
      [keys(one), "k1"],
      [keys(two, one), "k2"],
      [keys("plain", two), undefined]
    ] as const) {
      const folder = plain.with(encryption)
      await folder.run(reencrypt)
      const kids = new Set([...everything(folder).matchAll(/"kid": "(.*)"/g)].map(([, found]) => found))
      assert.deepStrictEqual([...kids], kid === undefined ? [] : [kid])
    }
    assert.strictEqual(plain.read(), before)
    await plain.run(readAll(state))
  })

  it("says which key is missing, and of which record", async () => {
    const folder = makeFolder(keys(one))
    await folder.run(storeAll)
    const error = await failureOf(folder.folder, keys(two))
    assert.propertyVal(error, "_tag", "EncryptionKeyMissing")
    assert.propertyVal(error, "keyId", "k1")
    assert.include(String(error), "application_credentials/acme_client")
    const blind = await failureOf(folder.folder, StorageEncryption.layerPlain)
    assert.propertyVal(blind, "_tag", "EncryptionKeyMissing")
  })

  it("refuses what was sealed for another record", async () => {
    const folder = makeFolder(keys(one))
    await folder.run(
      CredentialStore.use(({ create }) =>
        Effect.andThen(create(acme("a", "SECRET A")), create(acme("b", "SECRET B")))
      )
    )
    const file = JSON.parse(folder.read())
    const [a, b] = file.data.items
    const swapped = [
      { ...a, $sealed: b.$sealed },
      { ...b, $sealed: a.$sealed }
    ]
    folder.write(JSON.stringify({ ...file, data: { items: swapped } }))
    const error = await folder.run(Effect.flip(CredentialStore.use((store) => store.get("acme_a"))))
    assert.propertyVal(error, "_tag", "DecryptionFailed")
    assert.include(error.message, "application_credentials/acme_a")
  })

  it("says where what is sealed is none", async () => {
    const folder = makeFolder(keys(one))
    await folder.run(CredentialStore.use(({ create }) => create(acme("a"))))
    folder.write(folder.read().replace(/"iv": ".*"/, '"iv": 1'))
    const error = await folder.run(Effect.flip(CredentialStore.use((store) => store.get("acme_a"))))
    assert.propertyVal(error, "_tag", "StorageUnreadable")
    assert.include(error.message, `${folder.path}, item 1`)
  })
})

/** What a folder fails with when it is opened with these keys. */
const failureOf = (folder: string, encryption: ReturnType<typeof keys>) =>
  Effect.runPromise(Effect.flip(Effect.scoped(Layer.build(layerIn(folder, encryption)))))
