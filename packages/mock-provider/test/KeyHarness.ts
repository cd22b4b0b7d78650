/** A harness with clients that have keys, and the JWTs that they sign: assertions, proofs, and tokens of others. */
import type { JWK } from "jose"
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose"
import type { ClientOptions, JsonMembers, MockProviderOptions } from "../src/index.ts"
import { jwtBearerGrant, s256Challenge, tokenExchangeGrant } from "../src/index.ts"
import type { Pairs } from "./Harness.ts"
import { form, formHeaders, makeHarness, parse, redirectUri, text, verifier } from "./Harness.ts"

const makeKey = async () => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true })
  const jwk: JWK = await exportJWK(publicKey)
  const secret: JWK = await exportJWK(privateKey)
  return { privateKey, jwk, secret, jkt: await calculateJwkThumbprint(jwk) }
}

export type Key = Awaited<ReturnType<typeof makeKey>>

/** Keys are made once for all tests of a file. */
export const clientKey = await makeKey()
export const anotherKey = await makeKey()
export const issuerKey = await makeKey()

export const members = (jwk: JWK): JsonMembers => JSON.parse(JSON.stringify(jwk))

export const keyClient = {
  clientId: "key-client",
  authentication: "private_key_jwt",
  jwks: { keys: [members(clientKey.jwk)] },
  redirectUris: [redirectUri],
  scopes: ["openid", "read", "write"],
  grantTypes: [
    "authorization_code",
    "refresh_token",
    "client_credentials",
    jwtBearerGrant,
    tokenExchangeGrant
  ]
} satisfies ClientOptions

export const secretClient = {
  clientId: "secret-client",
  clientSecret: "a secret of thirty-two characters, or more",
  authentication: "client_secret_jwt",
  redirectUris: [redirectUri],
  grantTypes: ["client_credentials"]
} satisfies ClientOptions

export const appClient = {
  clientId: "app-client",
  authentication: "none",
  redirectUris: [redirectUri],
  postLogoutRedirectUris: ["https://app.example/signed-out"],
  scopes: ["openid", "read", "write"]
} satisfies ClientOptions

export const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
export const accessTokenType = "urn:ietf:params:oauth:token-type:access_token"
export const idTokenType = "urn:ietf:params:oauth:token-type:id_token"
export const trustedIssuer = "https://issuer.example"

type Claims = Readonly<Record<string, unknown>>

let ids = 0

export const makeKeyHarness = (options: Partial<MockProviderOptions> = {}) => {
  const harness = makeHarness({
    clients: [keyClient, secretClient, appClient],
    assertionIssuers: [
      { issuer: trustedIssuer, keys: [members(issuerKey.jwk)], clientId: keyClient.clientId }
    ],
    accessTokens: { algorithm: "ES256" },
    ...options
  })
  const { clock, provider, sendLater, urlOf } = harness
  const seconds = (): number => Math.floor(clock.now / 1000)

  const sign = (claims: Claims, key: Key, header: Record<string, unknown> = {}): Promise<string> =>
    new SignJWT({ ...claims }).setProtectedHeader({ alg: "ES256", ...header }).sign(key.privateKey)

  const assertion = (changes: Claims = {}, key = clientKey): Promise<string> =>
    sign(
      {
        iss: keyClient.clientId,
        sub: keyClient.clientId,
        aud: provider.issuer,
        exp: seconds() + 60,
        jti: `${ids++}`,
        ...changes
      },
      key
    )

  /** The parameters of a client assertion. */
  const asserted = async (changes: Claims = {}, key = clientKey): Promise<Pairs> => ({
    client_assertion_type: assertionType,
    client_assertion: await assertion(changes, key)
  })

  /** An assertion of the issuer whom the provider trusts. */
  const grantOf = (changes: Claims = {}, key = issuerKey): Promise<string> =>
    assertion({ iss: trustedIssuer, sub: "user-1", ...changes }, key)

  const proof = (changes: Claims = {}, header: Record<string, unknown> = {}, key = clientKey) =>
    sign({ htm: "POST", htu: provider.endpoints.token, iat: seconds(), jti: `${ids++}`, ...changes }, key, {
      typ: "dpop+jwt",
      jwk: key.jwk,
      ...header
    })

  const postForm = (pairs: Pairs, headers: Pairs = {}, endpoint: "pushedAuthorization" | "token" = "token") =>
    sendLater("POST", urlOf(endpoint), { ...formHeaders, ...headers }, form(pairs))

  /** Asks for a token of the client's own. */
  const credentials = async (pairs?: Pairs, headers: Pairs = {}) =>
    postForm({ grant_type: "client_credentials", ...(pairs ?? (await asserted())) }, headers)

  /** Exchanges a code of the public client. */
  const exchangeOfApp = async (headers: Pairs = {}, asked: Pairs = {}) =>
    postForm(
      {
        grant_type: "authorization_code",
        client_id: appClient.clientId,
        code: harness.codeFor(appClient, { scope: "openid read", ...asked }),
        redirect_uri: redirectUri,
        code_verifier: verifier
      },
      headers
    )

  /** Links an account of the public client, whose tokens are bound to the key if there is a proof. */
  const linkApp = async (dpop?: string) => parse(await exchangeOfApp({ dpop }))

  /** Sends a token that is bound to the key, with a proof for it. */
  const useBound = async (accessToken: unknown, changes: Claims = {}, key = clientKey) =>
    sendLater("GET", urlOf("resource"), {
      authorization: `DPoP ${text(accessToken)}`,
      dpop: await proof(
        { htm: "GET", htu: urlOf("resource"), ath: s256Challenge(text(accessToken)), ...changes },
        {},
        key
      )
    })

  const signOut = (pairs: Pairs) => sendLater("GET", `${urlOf("endSession")}?${form(pairs)}`)

  return {
    ...harness,
    sign,
    assertion,
    asserted,
    grantOf,
    proof,
    postForm,
    credentials,
    exchangeOfApp,
    linkApp,
    useBound,
    signOut
  }
}

export type KeyHarness = ReturnType<typeof makeKeyHarness>
