/** What providers are documented to take and to answer, where that is not the standard, seen on the wire. */
import { describe, expect, it } from "vitest"
import type { ClientOptions, WireResponse } from "../../src/index.ts"
import { deviceCodeGrant, MockProvider } from "../../src/index.ts"
import {
  behaviourFromProfile,
  clientFromProfile,
  clientSettingsFromProfile,
  findProfile
} from "../../src/profiles/index.ts"
import { basic, challenged, form, formHeaders, type Pairs, parse, text, verifier } from "../Harness.ts"

const redirectUri = "https://app.example/callback"
const client = {
  clientId: "id",
  clientSecret: "secret",
  redirectUris: [redirectUri],
  grantTypes: ["authorization_code", "refresh_token", deviceCodeGrant]
} satisfies Omit<ClientOptions, "authentication">

const asBasic = { authorization: basic("id", "secret") }
const inBody = { client_id: "id", client_secret: "secret" }

/** The provider of a profile, and requests at it as its clients write them, apart from what a test changes. */
const at = (name: string) => {
  const profile = findProfile(name) ?? expect.fail(`There is no profile ${name}.`)
  const settings = clientSettingsFromProfile(profile)
  const provider = MockProvider.make({
    ...behaviourFromProfile(profile),
    idTokens: false,
    clients: [clientFromProfile(profile, client)]
  })
  const send = (method: string, url: string, headers: Pairs = {}, body = ""): WireResponse => {
    const sent = Object.entries(headers).flatMap(([field, value]) =>
      value === undefined ? [] : [[field, value]]
    )
    const answer = provider.handle({ method, url, headers: Object.fromEntries(sent), body })
    return answer._tag === "Response" ? answer : expect.fail(answer._tag)
  }
  const usesBasic = profile.clientAuthentication[0] === "client_secret_basic"
  const scopes = [...profile.scopes, ...(settings.extraScopes ?? [])].join(settings.scopeSeparator ?? " ")
  const authorize = (pairs: Pairs = {}): WireResponse =>
    send(
      "GET",
      `${provider.endpoints.authorize}?${form({
        ...settings.authorizeParameters,
        response_type: "code",
        client_id: "id",
        redirect_uri: redirectUri,
        scope: scopes === "" ? undefined : scopes,
        state: "a state",
        ...(settings.pkce === true ? challenged : {}),
        ...pairs
      })}`
    )
  const token = (pairs: Pairs, headers: Pairs = usesBasic ? asBasic : {}): WireResponse =>
    send(
      "POST",
      provider.endpoints.token,
      { ...formHeaders, ...settings.tokenHeaders, ...headers },
      form({ ...(usesBasic ? {} : inBody), ...settings.exchangeParameters, ...pairs })
    )
  const codeOf = (answer: WireResponse): string =>
    new URL(text(answer.headers["location"])).searchParams.get("code") ?? expect.fail("There is no code.")
  const exchange = (code: string, pairs: Pairs = {}, headers?: Pairs): WireResponse =>
    token(
      {
        grant_type: "authorization_code",
        code,
        redirect_uri: redirectUri,
        ...(settings.pkce === true ? { code_verifier: verifier } : {}),
        ...pairs
      },
      headers
    )
  const refresh = (refreshToken: string): WireResponse =>
    token({ grant_type: "refresh_token", refresh_token: refreshToken })
  const link = () => {
    const tokens = parse(exchange(codeOf(authorize())))
    return { accessToken: text(tokens["access_token"]), refreshToken: text(tokens["refresh_token"]) }
  }
  const use = (accessToken: string): WireResponse =>
    send("GET", provider.endpoints.resource ?? "", { authorization: `Bearer ${accessToken}` })
  return { provider, send, authorize, token, codeOf, exchange, refresh, link, use }
}

describe("GitHub", () => {
  const json = { accept: "application/json" }

  it("takes an authorization request without response_type, and a redirect URI below the registered one", () => {
    const { authorize } = at("github")
    expect(authorize({ response_type: undefined }).status).toBe(302)
    expect(authorize({ redirect_uri: `${redirectUri}/below` }).status).toBe(302)
    expect(authorize({ redirect_uri: "https://app.example/elsewhere" }).status).toBe(400)
  })

  it("takes an exchange without grant_type and redirect_uri", () => {
    const { authorize, codeOf, exchange } = at("github")
    const code = codeOf(authorize())
    expect(exchange(code, { grant_type: undefined, redirect_uri: undefined }, json).status).toBe(200)
  })

  it("refuses with a form under status 200, and with JSON where that is accepted", () => {
    const { exchange } = at("github")
    const refused = exchange("of nobody", {}, { accept: undefined })
    expect(refused.status).toBe(200)
    expect(new URLSearchParams(refused.body).get("error")).toBe("bad_verification_code")
    expect(parse(exchange("of nobody", {}, json))).toHaveProperty("error_uri")
  })

  it("gives a device its codes as a form, for 900 seconds", () => {
    const { provider, send } = at("github")
    const url = provider.endpoints.deviceAuthorization ?? ""
    const answer = new URLSearchParams(send("POST", url, formHeaders, form(inBody)).body)
    expect(answer.get("expires_in")).toBe("900")
    expect(answer.get("interval")).toBe("5")
    expect(answer.has("device_code")).toBe(true)
  })

  it("has the statuses of the standard at its API", () => {
    expect(at("github").use("nobodys").status).toBe(401)
  })
})

describe("Microsoft Entra", () => {
  it("takes id and secret in the body, and by HTTP Basic", () => {
    const { authorize, codeOf, exchange } = at("microsoft-entra")
    expect(exchange(codeOf(authorize())).status).toBe(200)
    const secretInField = { client_id: undefined, client_secret: undefined }
    expect(exchange(codeOf(authorize()), secretInField, asBasic).status).toBe(200)
  })

  it("gives another refresh token each time, and the old one stays good", () => {
    const { link, refresh } = at("microsoft-entra")
    const { refreshToken } = link()
    expect(parse(refresh(refreshToken))["refresh_token"]).not.toBe(refreshToken)
    expect(refresh(refreshToken).status).toBe(200)
  })
})

describe("Tesla", () => {
  it("takes a refresh token once, and then wants a login", () => {
    const { link, refresh } = at("tesla-fleet")
    const { refreshToken } = link()
    expect(refresh(refreshToken).status).toBe(200)
    const again = refresh(refreshToken)
    expect(again.status).toBe(401)
    expect(parse(again)["error"]).toBe("login_required")
  })

  it("wants a state", () => {
    const refused = new URL(text(at("tesla-fleet").authorize({ state: undefined }).headers["location"]))
    expect(refused.searchParams.get("error")).toBe("invalid_request")
  })
})

describe("Sonos", () => {
  it("repeats the refresh token", () => {
    const { link, refresh } = at("sonos")
    const { refreshToken } = link()
    expect(parse(refresh(refreshToken))["refresh_token"]).toBe(refreshToken)
  })

  it("has invalid_request for a bad refresh token, and invalid_grant for a missing grant type", () => {
    const { refresh, token } = at("sonos")
    expect(parse(refresh("of nobody"))["error"]).toBe("invalid_request")
    expect(parse(token({}))["error"]).toBe("invalid_grant")
  })
})

describe("Reddit", () => {
  it("refuses a code with status 200, a refresh token with 400, and a client with 401", () => {
    const { exchange, refresh } = at("reddit")
    expect(exchange("of nobody").status).toBe(200)
    expect(refresh("of nobody").status).toBe(400)
    expect(parse(refresh("of nobody"))["error"]).toBe("invalid_request")
    expect(exchange("of nobody", {}, { authorization: basic("id", "wrong") }).status).toBe(401)
  })
})

/** Who is refused what, and how: the status, and members of the body. */
const refusals = [
  ["atlassian", "refresh", 403, { error: "invalid_grant" }],
  ["linkedin", "exchange", 400, { error: "invalid_request" }],
  ["x", "exchange", 400, { error: "invalid_request" }],
  ["facebook", "exchange", 400, { error: { type: "OAuthException", code: 100 } }],
  ["instagram", "exchange", 400, { error_type: "OAuthException", code: 400 }],
  ["strava", "exchange", 400, { message: "Bad Request" }],
  ["twitch", "exchange", 400, { status: 400 }],
  ["husqvarna-automower", "refresh", 400, { error: "invalid_grant", error_code: "token.not.found" }],
  ["netatmo", "use", 403, {}],
  ["home-connect", "use", 401, { error: { key: "invalid_token" } }],
  ["lametric", "use", 401, { errors: [{ message: "Unauthorized" }] }],
  ["withings", "use", 401, { error: "invalid_token" }],
  ["slack", "use", 401, { error: "invalid_token" }]
] as const

describe("a refusal", () => {
  it.each(refusals)("of %s to %s has status %i and %o", (name, request, status, members) => {
    const refused = at(name)[request]("nobodys")
    expect(refused.status).toBe(status)
    expect(parse(refused)).toMatchObject(members)
  })

  it.each([
    ["spotify", 400],
    ["twitch", 403],
    ["fitbit", 401]
  ])("of a wrong secret by %s has status %i", (name, status) => {
    const { exchange } = at(name)
    const wrong = {
      authorization: basic("id", "wrong"),
      ...(name === "twitch" ? { authorization: undefined } : {})
    }
    const inBodyToo = name === "twitch" ? { client_secret: "wrong" } : {}
    expect(exchange("of nobody", inBodyToo, wrong).status).toBe(status)
  })
})

describe("a refresh token", () => {
  it.each(["smartthings", "volvo", "box", "zoom", "netatmo", "monzo"])(
    "of %s is replaced when it is used, and refused afterwards",
    (name) => {
      const { link, provider, refresh } = at(name)
      const { refreshToken } = link()
      const next = text(parse(refresh(refreshToken))["refresh_token"])
      expect(refresh(refreshToken).status).toBe(400)
      expect(provider.journal.at(-1)?.rule).toBe("refresh-token-reused")
      expect(refresh(next).status).toBe(200)
    }
  )

  it("of Monzo ends with the next one of the same user", () => {
    const { link, refresh } = at("monzo")
    const first = link()
    link()
    expect(refresh(first.refreshToken).status).toBe(400)
  })

  it("is not had of LinkedIn", () => {
    const { authorize, codeOf, exchange } = at("linkedin")
    expect(parse(exchange(codeOf(authorize())))).not.toHaveProperty("refresh_token")
  })
})

describe("a client", () => {
  it("of Honeywell has id and secret by HTTP Basic, and nothing else", () => {
    const { authorize, codeOf, exchange } = at("honeywell-lyric")
    expect(exchange(codeOf(authorize()), inBody, { authorization: undefined }).status).toBe(401)
    expect(exchange(codeOf(authorize()), inBody).status).toBe(400)
    expect(exchange(codeOf(authorize())).status).toBe(200)
  })

  it("of Neato has no secret in the URL", () => {
    const { authorize } = at("neato")
    expect(authorize().status).toBe(302)
    expect(authorize({ client_secret: "secret" }).headers["location"]).toContain("error=invalid_request")
  })

  it.each(["volvo", "geocaching", "viessmann", "tidal", "x"])("of %s has to use PKCE", (name) => {
    const { authorize } = at(name)
    const without = authorize({ code_challenge: undefined, code_challenge_method: undefined })
    expect(new URL(text(without.headers["location"])).searchParams.get("error")).toBe("invalid_request")
    expect(authorize().headers["location"]).toContain("code=")
  })
})
