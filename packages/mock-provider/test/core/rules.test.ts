import { describe, expect, it } from "vitest"
import type { MockProviderOptions, RuleName } from "../../src/index.ts"
import { rules } from "../../src/index.ts"
import type { World } from "../World.ts"
import {
  basic,
  basicClient,
  form,
  formHeaders,
  makeWorld,
  parse,
  postClient,
  publicClient,
  redirectUri,
  text,
  verifier
} from "../World.ts"

/** How a request breaks a rule, in a world with these options. */
interface Breach {
  readonly options?: Partial<MockProviderOptions>
  readonly commit: (world: World) => unknown
}

const breach = (commit: Breach["commit"], options: Partial<MockProviderOptions> = {}): Breach => ({
  commit,
  options
})

const posts = (body: string, headers = {}, query = "") =>
  breach(({ provider, send }) =>
    send("POST", `${provider.endpoints.token}${query}`, { ...formHeaders, ...headers }, body)
  )

const asBasic = { authorization: basic(basicClient.clientId, basicClient.clientSecret) }
const readOnly = { ...basicClient, grantTypes: ["refresh_token"] } as const
const codeOnly = { ...basicClient, grantTypes: ["authorization_code"] } as const

const spend = (world: World): string => {
  const code = world.codeFor(basicClient)
  world.exchange(basicClient, code)
  return code
}

const breaches: Readonly<Record<RuleName, Breach>> = {
  "unknown-endpoint": breach(({ send }) => send("GET", "https://provider.test/elsewhere")),
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
  "grant-revoked": breach((world) => {
    const code = world.codeFor(basicClient)
    const tokens = parse(world.exchange(basicClient, code))
    world.exchange(basicClient, code)
    world.refresh(basicClient, text(tokens["refresh_token"]))
  }),

  "code-missing": breach(({ token }) => token(basicClient, { grant_type: "authorization_code" })),
  "code-unknown": breach(({ exchange }) => exchange(basicClient, "made up")),
  "code-client": breach(({ codeFor, exchange }) => exchange(postClient, codeFor(basicClient))),
  "code-reused": breach((world) => world.exchange(basicClient, spend(world))),
  "code-expired": breach((world) => {
    const code = world.codeFor(basicClient)
    world.clock.now += 60_000
    world.exchange(basicClient, code)
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
  "scope-widened": breach(({ link, refresh }) =>
    refresh(basicClient, text(link(basicClient, { scope: "read" })["refresh_token"]), { scope: "read write" })
  )
}

const names = Object.keys(breaches).filter((name): name is RuleName => Object.hasOwn(rules, name))

describe("the rule", () => {
  it.each(names)("%s is enforced, and named", (name) => {
    const { commit, options } = breaches[name]
    const world = makeWorld(options)
    commit(world)
    const exchange = world.provider.journal.at(-1)
    expect(exchange?.rule).toBe(name)
    expect(exchange?.events.at(-1)).toEqual({ _tag: "Refused", rule: name })
    expect(exchange?.status).toBe(isRedirected(name) ? 302 : rules[name].status)
  })

  it.each(names)("%s is described in the characters that RFC 6749, 5.2 allows", (name) => {
    expect(rules[name].description).toMatch(/^[\x20\x21\x23-\x5B\x5D-\x7E]+$/)
  })
})

/** The rules of the authorization request that are broken after the redirect URI is known to be the client's. */
const isRedirected = (name: RuleName): boolean =>
  name.startsWith("challenge-") ||
  name.startsWith("response-type-") ||
  ["authorize-grant-type", "consent-denied", "scope-syntax", "unregistered-scope"].includes(name)
