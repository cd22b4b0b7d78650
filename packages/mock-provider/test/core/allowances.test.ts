import { describe, expect, it } from "vitest"
import type { Allowances, MockProviderOptions } from "../../src/index.ts"
import { keyClient, makeKeyHarness } from "../KeyHarness.ts"
import type { Harness } from "../Harness.ts"
import {
  basic,
  basicClient,
  challenged,
  form,
  formHeaders,
  makeHarness,
  postClient,
  publicClient,
  redirectUri,
  text,
  verifier
} from "../Harness.ts"

/** A request that succeeds only where it is forgiven, as its status. */
interface Looseness {
  readonly ask: (harness: Harness) => boolean | Promise<boolean>
  readonly options?: Partial<MockProviderOptions>
}

const unchallenged = { code_challenge: undefined, code_challenge_method: undefined }
const grant = (harness: Harness, pairs = {}) => ({
  grant_type: "authorization_code",
  code: harness.codeFor(postClient, unchallenged),
  redirect_uri: redirectUri,
  ...pairs
})
const secret = { client_id: postClient.clientId, client_secret: postClient.clientSecret }
const ok = ({ status }: { readonly status: number }): boolean => status === 200

const loosenesses: Readonly<Record<keyof Allowances, Looseness>> = {
  plainChallenge: {
    ask: ({ callback }) => callback({ code_challenge: verifier, code_challenge_method: "plain" }).has("code")
  },
  missingVerifier: {
    ask: ({ codeFor, exchange }) =>
      ok(exchange(basicClient, codeFor(basicClient), { code_verifier: undefined }))
  },
  verifierWithoutChallenge: {
    ask: ({ codeFor, exchange }) => ok(exchange(basicClient, codeFor(basicClient, unchallenged)))
  },
  codeReuse: {
    ask: ({ codeFor, exchange }) => {
      const code = codeFor(basicClient)
      exchange(basicClient, code)
      return ok(exchange(basicClient, code))
    }
  },
  redirectUriPrefix: {
    ask: ({ authorize }) => authorize({ redirect_uri: `${redirectUri}further` }).status === 302
  },
  redirectUriSubPath: {
    ask: ({ authorize }) =>
      authorize({ redirect_uri: "https://app.example:443/callback/further" }).status === 302
  },
  missingResponseType: { ask: ({ callback }) => callback({ response_type: undefined }).has("code") },
  missingGrantType: {
    ask: ({ codeFor, exchange }) => ok(exchange(basicClient, codeFor(basicClient), { grant_type: undefined }))
  },
  missingRedirectUri: {
    ask: ({ codeFor, exchange }) =>
      ok(exchange(basicClient, codeFor(basicClient), { redirect_uri: undefined }))
  },
  duplicateParameters: {
    ask: ({ send, urlOf }) => {
      const query = form({
        response_type: "code",
        client_id: publicClient.clientId,
        scope: "a",
        ...challenged
      })
      const answer = send("GET", `${urlOf("authorize")}?${query}&scope=b`)
      return new URL(text(answer.headers["location"])).searchParams.has("code")
    }
  },
  repeatedAuthentication: {
    ask: (harness) => {
      const authorization = basic(postClient.clientId, postClient.clientSecret)
      const body = form({ ...secret, ...grant(harness) })
      return ok(harness.send("POST", harness.urlOf("token"), { ...formHeaders, authorization }, body))
    },
    options: {
      clients: [{ ...postClient, authentication: ["client_secret_basic", "client_secret_post"] }]
    }
  },
  anyAuthenticationMethod: {
    ask: (harness) => {
      const authorization = basic(postClient.clientId, postClient.clientSecret)
      return ok(
        harness.send("POST", harness.urlOf("token"), { ...formHeaders, authorization }, form(grant(harness)))
      )
    }
  },
  secretInUrl: {
    ask: (harness) => {
      const { client_id, client_secret } = secret
      const url = `${harness.urlOf("token")}?${form({ client_secret })}`
      return ok(harness.send("POST", url, formHeaders, form({ client_id, ...grant(harness) })))
    }
  },
  unregisteredScope: { ask: ({ callback }) => callback({ scope: "admin" }).has("code") },
  callbackWithoutIssuer: { ask: ({ callback }) => !callback().has("iss") },
  userinfoWithoutOpenid: {
    ask: ({ link, use }) => ok(use("userinfo", text(link(basicClient)["access_token"])))
  },
  ignoredResource: {
    ask: ({ callback }) => callback({ resource: "https://another.test/api" }).has("code")
  },
  accessTokenInUrl: {
    ask: ({ link, send, urlOf }) =>
      ok(send("GET", `${urlOf("resource")}?access_token=${text(link(basicClient)["access_token"])}`))
  },
  reusedAssertion: {
    ask: async ({ provider, sendLater }) => {
      const { asserted } = makeKeyHarness()
      const body = form({ grant_type: "client_credentials", ...(await asserted()) })
      const send = () => sendLater("POST", provider.endpoints.token, formHeaders, body)
      return ok(await send()) && ok(await send())
    },
    options: { clients: [keyClient] }
  }
}

const names = Object.keys(loosenesses).filter((name): name is keyof Allowances =>
  Object.hasOwn(loosenesses, name)
)

describe("the looseness", () => {
  it.each(names)("%s is there only where it is allowed", async (name) => {
    const { ask, options } = loosenesses[name]
    expect(await ask(makeHarness(options))).toBe(false)
    expect(await ask(makeHarness({ ...options, allow: { [name]: true } }))).toBe(true)
    const others = Object.fromEntries(names.filter((other) => other !== name).map((other) => [other, true]))
    expect(await ask(makeHarness({ ...options, allow: others }))).toBe(false)
  })

  it("anyAuthenticationMethod does not let a client with a secret do without", () => {
    const { codeFor, exchange, rule } = makeHarness({ allow: { anyAuthenticationMethod: true } })
    exchange({ ...postClient, authentication: "none" }, codeFor(postClient))
    expect(rule()).toBe("client-method")
  })

  it("missingGrantType tells a refresh token from a code, and nothing from neither", () => {
    const { link, rule, token } = makeHarness({ allow: { missingGrantType: true } })
    const refreshToken = text(link(basicClient)["refresh_token"])
    expect(token(basicClient, { refresh_token: refreshToken }).status).toBe(200)
    token(basicClient, {})
    expect(rule()).toBe("grant-type-missing")
  })

  it.each([
    "https://app.example/",
    "https://app.example/bar",
    "https://app.example/callbacks",
    "https://app.example/callback/../bar",
    "https://app.example/callback/further#fragment",
    "https://app.example:8080/callback/further",
    "https://oauth.app.example/callback/further",
    "https://app.example@evil.example/callback/further",
    "https://user:word@app.example/callback/further",
    "http://app.example/callback/further",
    "https://app.example/callback/\r\nlocation:https://evil.example"
  ])("redirectUriSubPath does not lead elsewhere: %j", (uri) => {
    const { authorize } = makeHarness({ allow: { redirectUriSubPath: true } })
    expect(authorize({ redirect_uri: uri }).status).toBe(400)
  })

  it("redirectUriPrefix does not lead to another host", () => {
    const { authorize } = makeHarness({
      clients: [{ ...basicClient, redirectUris: ["https://app.example"] }],
      allow: { redirectUriPrefix: true }
    })
    for (const uri of [
      "https://app.example.evil.example/",
      "https://app.example@evil.example/",
      "https://app.example@app.example/",
      "https://app.example:443@evil.example",
      "https://app.example\r\nlocation: https://evil.example"
    ]) {
      expect(authorize({ redirect_uri: uri }).status).toBe(400)
    }
    expect(authorize({ redirect_uri: "https://app.example/cb" }).status).toBe(302)
  })
})
