import type { Schema } from "effect"
import { describe, expect, it } from "vitest"
import type { ClientOptions, MockProviderOptions, RuleName } from "../../src/index.ts"
import { deviceCodeGrant, jwtBearerGrant, rules, tokenExchangeGrant } from "../../src/index.ts"
import type { KeyHarness } from "../KeyHarness.ts"
import {
  accessTokenType,
  anotherKey,
  appClient,
  idTokenType,
  keyClient,
  makeKeyHarness,
  clientKey
} from "../KeyHarness.ts"
import type { Pairs, Harness } from "../Harness.ts"
import {
  basic,
  basicClient,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  postClient,
  publicClient,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

/** How a request breaks a rule, in a harness with these options. */
interface Breach {
  readonly options?: Partial<MockProviderOptions>
  readonly commit?: (harness: Harness) => unknown
  readonly commitWithKeys?: (harness: KeyHarness) => Promise<unknown>
}

const breach = (
  commit: (harness: Harness) => unknown,
  options: Partial<MockProviderOptions> = {}
): Breach => ({
  commit,
  options
})

/** The same with clients that have keys, of which some requests take time. */
const keyBreach = (
  commitWithKeys: (harness: KeyHarness) => Promise<unknown>,
  options: Partial<MockProviderOptions> = {}
): Breach => ({ commitWithKeys, options })

const posts = (body: string, headers = {}, query = "") =>
  breach(({ provider, send }) =>
    send("POST", `${provider.endpoints.token}${query}`, { ...formHeaders, ...headers }, body)
  )

const asBasic = { authorization: basic(basicClient.clientId, basicClient.clientSecret) }
const readOnly = { ...basicClient, grantTypes: ["refresh_token"] } as const
const codeOnly = { ...basicClient, grantTypes: ["authorization_code"] } as const

const spend = (harness: Harness): string => {
  const code = harness.codeFor(basicClient)
  harness.exchange(basicClient, code)
  return code
}

const machine = {
  ...publicClient,
  grantTypes: ["authorization_code", "client_credentials", deviceCodeGrant]
} as const

const push = ({ post }: Harness): string => {
  const asked = { response_type: "code", redirect_uri: redirectUri }
  return text(parse(post("pushedAuthorization", fullClient, asked))["request_uri"])
}

const startDevice = ({ post }: Harness): string =>
  text(parse(post("deviceAuthorization", fullClient, { scope: "read" }))["device_code"])

const poll = ({ token }: Harness, code: string, client: ClientOptions = fullClient) =>
  token(client, { grant_type: deviceCodeGrant, device_code: code })

const asJson = { "content-type": "application/json" }

const registers = (metadata: object) =>
  breach(({ send, urlOf }) => send("POST", urlOf("registration"), asJson, JSON.stringify(metadata)), {
    registration: "open"
  })

const manages = (method: string, change: () => object) =>
  breach(
    ({ send, urlOf }) => {
      const body = JSON.stringify({ redirect_uris: ["https://a.test/"] })
      const registered = parse(send("POST", urlOf("registration"), asJson, body))
      const authorization = `Bearer ${text(registered["registration_access_token"])}`
      const url = text(registered["registration_client_uri"])
      return send(method, url, { ...asJson, authorization }, JSON.stringify(change()))
    },
    { registration: "open" }
  )

const asserting = (changes: object, key = clientKey) =>
  keyBreach(async ({ asserted, credentials }) => credentials(await asserted({ ...changes }, key)))

const granting = (changes: object, key?: typeof clientKey) =>
  keyBreach(async ({ asserted, grantOf, postForm }) =>
    postForm({
      grant_type: jwtBearerGrant,
      assertion: await grantOf({ ...changes }, key),
      ...(await asserted())
    })
  )

const exchanging = (pairs: Pairs) =>
  keyBreach(async ({ asserted, linkApp, postForm }) => {
    const { access_token } = await linkApp()
    return postForm({
      grant_type: tokenExchangeGrant,
      subject_token: text(access_token),
      subject_token_type: accessTokenType,
      ...(await asserted()),
      ...pairs
    })
  })

const proving = (
  claims: object,
  header: Record<string, unknown> = {},
  options: Partial<MockProviderOptions> = {}
) => keyBreach(async ({ linkApp, proof }) => linkApp(await proof({ ...claims }, header)), options)

const documented = (url: string, document?: Record<string, Schema.Json>) =>
  keyBreach(
    ({ provider, sendLater }) =>
      sendLater("GET", `${provider.endpoints.authorize}?${form({ client_id: url })}`),
    { clientDocuments: document === undefined ? {} : { [url]: document } }
  )

const documentUrl = "https://client.example/metadata.json"

const signingOut = (pairs: Pairs) => keyBreach(({ signOut }) => signOut(pairs))

const breaches: Readonly<Record<RuleName, Breach>> = {
  "unknown-endpoint": breach(({ send }) => send("GET", "https://provider.test/elsewhere")),
  "provider-rule": breach(({ authorize }) => authorize(), {
    deviations: { checkRequest: () => ({ error: "own_error", description: "Own.", status: 403 }) }
  }),
  "get-method": breach(({ send, urlOf }) => send("POST", urlOf("metadata"))),
  "parameter-encoding": posts("grant_type=%zz", asBasic),
  "duplicate-parameter": posts("grant_type=refresh_token&scope=a&scope=a", asBasic),
  "form-body": posts("{}", { ...asBasic, "content-type": "application/json" }),
  "secret-in-url": posts("grant_type=refresh_token", {}, "?client_secret=s"),
  "unregistered-scope": breach(({ authorize }) => authorize({ scope: "admin root" })),
  "scope-syntax": breach(({ authorize }) => authorize({ scope: "read  write" })),

  "authorize-method": breach(({ provider, send }) => send("PUT", provider.endpoints.authorize)),
  "authorize-client-missing": breach(({ authorize }) => authorize({ client_id: undefined })),
  "authorize-client-unknown": breach(({ authorize }) => authorize({ client_id: "nobody" })),
  "redirect-uri-missing": breach(({ authorize }) =>
    authorize({ client_id: postClient.clientId, redirect_uri: undefined })
  ),
  "redirect-uri-unregistered": breach(({ authorize }) => authorize({ redirect_uri: `${redirectUri}/` })),
  "redirect-uri-openid": breach(({ authorize }) =>
    authorize({ client_id: fullClient.clientId, scope: "openid", redirect_uri: undefined })
  ),
  "response-type-missing": breach(({ authorize }) => authorize({ response_type: "" })),
  "response-type-unsupported": breach(({ authorize }) => authorize({ response_type: "token" })),
  "authorize-grant-type": breach(({ authorize }) => authorize(), { clients: [readOnly] }),
  "challenge-missing": breach(
    ({ authorize }) => authorize({ code_challenge: undefined, code_challenge_method: undefined }),
    { require: { pkce: true } }
  ),
  "challenge-method-alone": breach(({ authorize }) => authorize({ code_challenge: undefined })),
  "challenge-method-unknown": breach(({ authorize }) => authorize({ code_challenge_method: "s256" })),
  "challenge-plain": breach(({ authorize }) => authorize({ code_challenge_method: undefined })),
  "challenge-syntax": breach(({ authorize }) => authorize({ code_challenge: "x".repeat(42) })),
  "consent-denied": breach(({ authorize }) => authorize(), { consent: "deny" }),
  "consent-required": breach(({ authorize }) => authorize({ prompt: "none" }), { consent: "ask" }),
  "login-required": breach(({ authorize }) => authorize({ prompt: "none" }), { signedIn: [] }),
  "account-selection-required": breach(({ authorize }) => authorize({ prompt: "none" }), {
    users: [{ subject: "ada" }, { subject: "bob" }],
    signedIn: ["ada", "bob"]
  }),
  "resource-syntax": breach(({ authorize }) => authorize({ resource: "api" })),
  "resource-unknown": breach(({ authorize }) => authorize({ resource: "https://another.test/api" })),
  "resource-widened": breach(
    ({ codeFor, token }) =>
      token(basicClient, {
        grant_type: "authorization_code",
        code: codeFor(basicClient, { resource: "https://a.test/" }),
        redirect_uri: redirectUri,
        code_verifier: verifier,
        resource: "https://b.test/"
      }),
    { resources: ["https://a.test/", "https://b.test/"] }
  ),
  "access-token-audience": breach(
    ({ exchange, codeFor, send, urlOf }) => {
      const code = codeFor(basicClient, { resource: "https://a.test/" })
      const { access_token } = parse(exchange(basicClient, code))
      return send("GET", urlOf("resource"), { authorization: `Bearer ${text(access_token)}` })
    },
    { resources: ["https://a.test/"] }
  ),
  "client-assertion-type": keyBreach(async ({ asserted, credentials }) =>
    credentials({ ...(await asserted()), client_assertion_type: "jwt" })
  ),
  "client-assertion-syntax": keyBreach(async ({ asserted, credentials }) =>
    credentials({ ...(await asserted()), client_assertion: "a.b.c", client_id: keyClient.clientId })
  ),
  "client-assertion-subject": asserting({ iss: "another" }),
  "client-assertion-signature": asserting({}, anotherKey),
  "client-assertion-audience": asserting({ aud: "https://another.example" }),
  "client-assertion-time": asserting({ exp: 1_699_999_999 }),
  "client-assertion-jti": asserting({ jti: undefined }),

  "assertion-missing": keyBreach(async ({ asserted, postForm }) =>
    postForm({ grant_type: jwtBearerGrant, ...(await asserted()) })
  ),
  "assertion-syntax": keyBreach(async ({ asserted, postForm }) =>
    postForm({ grant_type: jwtBearerGrant, assertion: "x", ...(await asserted()) })
  ),
  "assertion-issuer": granting({ iss: "https://another.example" }),
  "assertion-signature": granting({}, anotherKey),
  "assertion-audience": granting({ aud: "https://another.example" }),
  "assertion-time": granting({ exp: undefined }),
  "assertion-subject": granting({ sub: "nobody" }),
  "assertion-reused": keyBreach(async ({ grantOf, postForm }) => {
    const assertion = await grantOf()
    await postForm({ grant_type: jwtBearerGrant, assertion })
    return postForm({ grant_type: jwtBearerGrant, assertion })
  }),

  "exchange-token-missing": exchanging({ subject_token: undefined }),
  "exchange-token-type": exchanging({ subject_token_type: "urn:ietf:params:oauth:token-type:saml2" }),
  "exchange-token-dead": exchanging({ subject_token: "made-up" }),
  "exchange-actor-type": exchanging({ actor_token_type: accessTokenType }),
  "exchange-requested-type": exchanging({ requested_token_type: idTokenType }),
  "exchange-audience": exchanging({ audience: "nobody" }),

  "dpop-jkt-syntax": breach(({ authorize }) => authorize({ dpop_jkt: "short" })),
  "dpop-proof-missing": keyBreach(({ linkApp }) => linkApp(), { dpop: { required: true } }),
  "dpop-proof-syntax": proving({}, { typ: "JWT" }),
  "dpop-proof-signature": proving({}, { jwk: anotherKey.jwk }),
  "dpop-proof-target": proving({ htm: "GET" }),
  "dpop-proof-time": proving({ iat: 1_699_999_000 }),
  "dpop-proof-reused": keyBreach(async ({ linkApp, proof }) => {
    const once = await proof()
    await linkApp(once)
    return linkApp(once)
  }),
  "dpop-proof-token": keyBreach(async ({ linkApp, proof, useBound }) => {
    const { access_token } = await linkApp(await proof())
    return useBound(access_token, { ath: "another" })
  }),
  "dpop-nonce": proving({}, {}, { dpop: { nonce: true } }),
  "dpop-key": keyBreach(async ({ exchangeOfApp, proof }) =>
    exchangeOfApp({ dpop: await proof() }, { dpop_jkt: anotherKey.jkt })
  ),
  "access-token-dpop": keyBreach(async ({ linkApp, proof, sendLater, urlOf }) => {
    const { access_token } = await linkApp(await proof())
    return sendLater("GET", urlOf("resource"), { authorization: `Bearer ${text(access_token)}` })
  }),

  "end-session-method": breach(({ send, urlOf }) => send("PUT", urlOf("endSession"))),
  "id-token-hint": signingOut({ id_token_hint: "made-up" }),
  "end-session-client": signingOut({ client_id: "nobody" }),
  "post-logout-client-missing": signingOut({ post_logout_redirect_uri: "https://app.example/signed-out" }),
  "post-logout-redirect-uri": signingOut({
    client_id: appClient.clientId,
    post_logout_redirect_uri: "https://app.example/signed-out?"
  }),

  "client-document-url": documented("https://client.example/"),
  "client-document-unreachable": documented(documentUrl),
  "client-document-id": documented(documentUrl, { client_id: "https://client.example/other.json" }),
  "client-document-metadata": documented(documentUrl, {
    client_id: documentUrl,
    redirect_uris: [redirectUri],
    client_secret: "everybody's"
  }),

  "registration-method": breach(({ send, urlOf }) => send("GET", urlOf("registration")), {
    registration: "open"
  }),
  "registration-token": breach(({ send, urlOf }) => send("POST", urlOf("registration"), asJson, "{}"), {
    registration: { initialAccessToken: "let-me-in" }
  }),
  "registration-body": breach(({ send, urlOf }) => send("POST", urlOf("registration"), asJson, "[]"), {
    registration: "open"
  }),
  "registration-metadata": registers({ redirect_uris: ["https://a.test/"], grant_types: ["password"] }),
  "registration-redirect-uris": registers({ redirect_uris: ["http://a.test/"] }),
  "registration-full": breach(
    ({ send, urlOf }) => {
      const body = JSON.stringify({ redirect_uris: ["https://a.test/"] })
      for (let count = 0; count < 3; count++) send("POST", urlOf("registration"), asJson, body)
      return send("POST", urlOf("registration"), asJson, body)
    },
    { registration: "open", limits: { entries: 2 } }
  ),
  "registration-management-method": manages("POST", () => ({})),
  "registration-identity": manages("PUT", () => ({
    client_id: "another",
    redirect_uris: ["https://a.test/"]
  })),
  "prompt-none-alone": breach(({ authorize }) => authorize({ prompt: "none consent" }), { consent: "ask" }),
  "state-missing": breach(({ authorize }) => authorize({ state: undefined }), { require: { state: true } }),
  "response-mode-unsupported": breach(({ authorize }) => authorize({ response_mode: "web_message" })),
  "request-object-unsupported": breach(({ authorize }) => authorize({ request: "e30.e30." })),
  "pushed-required": breach(({ authorize }) => authorize(), { require: { pushedAuthorization: true } }),
  "pushed-request-uri": breach(({ post }) =>
    post("pushedAuthorization", fullClient, { request_uri: "urn:x" })
  ),
  "request-uri-unknown": breach(({ authorize }) => authorize({ request_uri: "urn:x" })),
  "request-uri-expired": breach((harness) => {
    const uri = push(harness)
    harness.clock.now += 60_000
    harness.authorize({ client_id: fullClient.clientId, request_uri: uri })
  }),
  "request-uri-client": breach((harness) => harness.authorize({ request_uri: push(harness) })),

  "token-method": breach(({ provider, send }) => send("GET", provider.endpoints.token)),
  "parameter-in-url": posts("grant_type=refresh_token", asBasic, "?refresh_token=x"),
  "client-missing": posts("grant_type=refresh_token"),
  "client-unknown": posts("grant_type=refresh_token&client_id=nobody"),
  "client-ids-differ": posts(`client_id=other`, asBasic),
  "client-method": posts(form({ client_id: basicClient.clientId, client_secret: basicClient.clientSecret })),
  "client-secret": posts("", { authorization: basic(basicClient.clientId, "wrong") }),
  "one-authentication": posts(form({ client_secret: basicClient.clientSecret }), asBasic),
  "authorization-scheme": posts("", { authorization: "Bearer x" }),
  "basic-syntax": posts("", { authorization: "Basic !" }),
  "basic-encoding": posts("", { authorization: `Basic ${btoa("id:100%")}` }),
  "grant-type-missing": posts("", asBasic),
  "grant-type-unsupported": posts("grant_type=toString", asBasic),
  "grant-type-unauthorized": breach(({ refresh }) => refresh(codeOnly, "x"), { clients: [codeOnly] }),
  "grant-revoked": breach((harness) => {
    const code = harness.codeFor(basicClient)
    const tokens = parse(harness.exchange(basicClient, code))
    harness.exchange(basicClient, code)
    harness.refresh(basicClient, text(tokens["refresh_token"]))
  }),

  "code-missing": breach(({ token }) => token(basicClient, { grant_type: "authorization_code" })),
  "code-unknown": breach(({ exchange }) => exchange(basicClient, "made up")),
  "code-client": breach(({ codeFor, exchange }) => exchange(postClient, codeFor(basicClient))),
  "code-reused": breach((harness) => harness.exchange(basicClient, spend(harness))),
  "code-expired": breach((harness) => {
    const code = harness.codeFor(basicClient)
    harness.clock.now += 60_000
    harness.exchange(basicClient, code)
  }),
  "code-redirect-uri": breach(({ codeFor, exchange }) =>
    exchange(basicClient, codeFor(basicClient), { redirect_uri: `${redirectUri}?` })
  ),
  "verifier-missing": breach(({ codeFor, exchange }) =>
    exchange(basicClient, codeFor(basicClient), { code_verifier: undefined })
  ),
  "verifier-unexpected": breach(({ codeFor, exchange }) =>
    exchange(
      basicClient,
      codeFor(basicClient, { code_challenge: undefined, code_challenge_method: undefined })
    )
  ),
  "verifier-syntax": breach(({ codeFor, exchange }) =>
    exchange(basicClient, codeFor(basicClient), { code_verifier: "short" })
  ),
  "verifier-mismatch": breach(({ codeFor, exchange }) =>
    exchange(basicClient, codeFor(basicClient), { code_verifier: `${verifier}x` })
  ),

  "refresh-token-missing": posts("grant_type=refresh_token", asBasic),
  "refresh-token-unknown": breach(({ refresh }) => refresh(basicClient, "made up")),
  "refresh-token-client": breach(({ link, refresh }) =>
    refresh(publicClient, text(link(basicClient)["refresh_token"]))
  ),
  "refresh-token-expired": breach(
    ({ clock, link, refresh }) => {
      const tokens = link(basicClient)
      clock.now += 10_000
      refresh(basicClient, text(tokens["refresh_token"]))
    },
    { lifetimes: { refreshToken: 10 } }
  ),
  "refresh-token-reused": breach(({ link, refresh }) => {
    const tokens = link(basicClient)
    refresh(basicClient, text(tokens["refresh_token"]))
    refresh(basicClient, text(tokens["refresh_token"]))
  }),
  "refresh-redirect-uri": breach(
    ({ link, refresh }) => refresh(basicClient, text(link(basicClient)["refresh_token"])),
    { require: { redirectUriOnRefresh: true } }
  ),

  "client-credentials-public": breach(({ token }) => token(machine, { grant_type: "client_credentials" }), {
    clients: [machine]
  }),

  "device-grant-type": breach(({ post }) => post("deviceAuthorization", basicClient, {})),
  "device-code-missing": breach(({ token }) => token(fullClient, { grant_type: deviceCodeGrant })),
  "device-code-unknown": breach((harness) => poll(harness, "made up")),
  "device-code-client": breach((harness) => poll(harness, startDevice(harness), { ...machine }), {
    clients: [fullClient, machine]
  }),
  "device-code-used": breach((harness) => {
    const code = startDevice(harness)
    poll(harness, code)
    poll(harness, code)
  }),
  "device-code-expired": breach((harness) => {
    const code = startDevice(harness)
    harness.clock.now += 600_000
    poll(harness, code)
  }),
  "device-pending": breach((harness) => poll(harness, startDevice(harness)), { consent: "ask" }),
  "device-slow-down": breach(
    (harness) => {
      const code = startDevice(harness)
      poll(harness, code)
      harness.clock.now += 4999
      poll(harness, code)
    },
    { consent: "ask" }
  ),
  "device-denied": breach((harness) => poll(harness, startDevice(harness)), { consent: "deny" }),

  "token-missing": breach(({ post }) => post("revoke", basicClient, {})),
  "token-client": breach(({ link, post }) =>
    post("revoke", postClient, { token: text(link(basicClient)["refresh_token"]) })
  ),
  "introspect-public": breach(({ post }) => post("introspect", publicClient, { token: "x" })),

  "access-token-missing": breach(({ send, urlOf }) => send("GET", urlOf("resource"))),
  "access-token-places": breach(({ send, urlOf }) =>
    send("POST", urlOf("userinfo"), { ...formHeaders, authorization: "Bearer x" }, "access_token=x")
  ),
  "access-token-in-url": breach(({ send, urlOf }) => send("GET", `${urlOf("resource")}?access_token=x`)),
  "access-token-syntax": breach(({ send, urlOf }) =>
    send("GET", urlOf("resource"), { authorization: "Bearer x y" })
  ),
  "access-token-dead": breach(({ use }) => use("resource", "made-up")),
  "userinfo-method": breach(({ send, urlOf }) => send("PUT", urlOf("userinfo"))),
  "userinfo-scope": breach(({ link, use }) => use("userinfo", text(link(basicClient)["access_token"]))),
  "userinfo-subject": breach(({ token, use }) => {
    const tokens = parse(token(fullClient, { grant_type: "client_credentials", scope: "openid" }))
    use("userinfo", text(tokens["access_token"]))
  }),
  "scope-widened": breach(({ link, refresh }) =>
    refresh(basicClient, text(link(basicClient, { scope: "read" })["refresh_token"]), { scope: "read write" })
  )
}

const commit = async ({ commit, commitWithKeys, options }: Breach) => {
  if (commitWithKeys === undefined) {
    const harness = makeHarness(options)
    commit?.(harness)
    return harness.provider.journal.at(-1)
  }
  const harness = makeKeyHarness(options)
  await commitWithKeys(harness)
  return harness.provider.journal.at(-1)
}

const names = Object.keys(breaches).filter((name): name is RuleName => Object.hasOwn(rules, name))

describe("the rule", () => {
  it.each(names)("%s is enforced, and named", async (name) => {
    const exchange = await commit(breaches[name])
    expect(exchange?.rule).toBe(name)
    expect(exchange?.events.at(-1)).toEqual({ _tag: "Refused", rule: name })
    expect(exchange?.status).toBe(statusOf(name))
  })

  it.each(names)("%s is described in the characters that RFC 6749, 5.2 allows", (name) => {
    expect(rules[name].description).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/)
  })
})

/** The rules of the authorization request that are broken after the redirect URI is known to be the client's. */
const isRedirected = (name: RuleName): boolean =>
  name.startsWith("challenge-") ||
  name.startsWith("response-type-") ||
  [
    "authorize-grant-type",
    "consent-denied",
    "consent-required",
    "dpop-jkt-syntax",
    "resource-syntax",
    "resource-unknown",
    "login-required",
    "account-selection-required",
    "prompt-none-alone",
    "pushed-required",
    "redirect-uri-openid",
    "request-object-unsupported",
    "response-mode-unsupported",
    "scope-syntax",
    "state-missing",
    "unregistered-scope"
  ].includes(name)

const statusOf = (name: RuleName): number => {
  if (isRedirected(name)) return 302
  // Broken at a resource, it asks for another proof.
  if (name === "dpop-proof-token") return 401
  return name === "provider-rule" ? 403 : rules[name].status
}
