/** A whole instance in memory with one integration, `acme`, and a small provider that checks PKCE and codes. */
import { assert } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { createHash } from "node:crypto"
import {
  AccountLock,
  AuthorizationServer,
  ClientCredential,
  CredentialStore,
  defineApplicationCredentials,
  layerInstance,
  LinkingFlow,
  localImplementation,
  Storage
} from "../../src/index.ts"
import type { FlowResult, Host, Integration } from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"

export const server = new AuthorizationServer({
  authorizeUrl: "https://provider.example/authorize",
  tokenUrl: "https://provider.example/token"
})

/** The module of the integration: PKCE, and one scope. */
export const acme: Integration = {
  domain: "acme",
  module: defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(localImplementation({ domain, credential, server, pkce: true, scopes: ["read"] }))
  })
}

/** Grants a code for an authorize URL, as a user who agrees. */
const codeFor = (url: URL): string => `code for ${url.searchParams.get("code_challenge")}`

/** Answers exchanges whose verifier fits the code, once each, and every refresh of the latest refresh token. */
export const strict = (): Answer => {
  const used = new Set<string>()
  let refreshToken = "REFRESHTOKEN0"
  return ({ form }, count) => {
    const code = form.get("code") ?? ""
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url")
    const granted = form.has("code")
      ? code === `code for ${challenge}` && !used.has(code)
      : form.get("refresh_token") === refreshToken
    if (!granted) return json({ error: "invalid_grant" }, { status: 400 })
    used.add(code)
    refreshToken = `REFRESHTOKEN${count}`
    return json({ access_token: `ACCESSTOKEN${count}`, refresh_token: refreshToken, expires_in: 3600 })
  }
}

/** Makes the layer of an instance, with what its provider has seen. */
export const makeInstance = (
  options: {
    readonly answer?: Answer
    readonly integration?: Partial<Integration>
    readonly host?: Partial<Host>
    readonly credentials?: ReadonlyArray<string>
    readonly storage?: Layer.Layer<AccountLock | Storage, unknown>
  } = {}
) => {
  const provider = makeProvider(options.answer ?? strict())
  const host = { externalUrl: "https://home.example", ...options.host }
  const storage = options.storage ?? Layer.merge(AccountLock.layerMemory, Storage.layerMemory)
  const instance = layerInstance({ integrations: [{ ...acme, ...options.integration }], host }, storage)
  const credentials = Layer.effectDiscard(
    CredentialStore.use((store) =>
      Effect.forEach(options.credentials ?? ["id"], (clientId) =>
        store.create({
          domain: "acme",
          credential: new ClientCredential({ clientId, clientSecret: Redacted.make("CLIENTSECRET") })
        })
      )
    )
  )
  const layer = credentials.pipe(Layer.provideMerge(instance), Layer.provideMerge(provider.layer))
  return { layer, seen: provider.seen }
}

/** The redirect by which the provider answers an authorize URL. */
export const agree = (result: FlowResult): URLSearchParams => {
  if (result.type !== "external")
    return assert.fail(`the user is not sent to the provider: ${JSON.stringify(result)}`)
  const url = new URL(result.url)
  return new URLSearchParams({ state: url.searchParams.get("state") ?? "", code: codeFor(url) })
}

/** The name of what a step leads to: an abort's reason, or the type of any other result. */
export const ending = (result: FlowResult): string => (result.type === "abort" ? result.reason : result.type)

/** Links an account from start to end. */
export const link = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const result = yield* flow.callback(agree(yield* flow.start({ domain: "acme" })))
  if (result.type !== "create_entry") return assert.fail(`no account was made: ${JSON.stringify(result)}`)
  return result.account
})
