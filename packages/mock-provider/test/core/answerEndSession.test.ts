import { describe, expect, it } from "vitest"
import { appClient, makeKeyHarness } from "../KeyHarness.ts"
import { parse, text } from "../Harness.ts"

const [signedOut] = appClient.postLogoutRedirectUris
const users = [{ subject: "ada" }, { subject: "bob" }]

/** Asks without a page, and gives the error or "in". */
const silently = ({ callback }: ReturnType<typeof makeKeyHarness>, login_hint: string): string =>
  callback({ client_id: appClient.clientId, prompt: "none", login_hint }).get("error") ?? "in"

describe("the endpoint where users sign out", () => {
  it("goes back to the client with the state, and signs out whom the hint names", async () => {
    const harness = makeKeyHarness({ users })
    const { id_token } = await harness.linkApp()
    const answer = await harness.signOut({
      id_token_hint: text(id_token),
      post_logout_redirect_uri: signedOut,
      state: "a b"
    })
    expect(answer).toMatchObject({ status: 302, headers: { location: `${signedOut}?state=a+b` } })
    expect(silently(harness, "ada")).toBe("login_required")
    expect(silently(harness, "bob")).toBe("in")
  })

  it("takes a hint that has expired, and one whose key is no longer shown", async () => {
    const harness = makeKeyHarness()
    const { id_token } = await harness.linkApp()
    harness.clock.now += 7_200_000
    harness.provider.rotateSigningKey("new")
    expect((await harness.signOut({ id_token_hint: text(id_token) })).status).toBe(200)
  })

  it("takes no access token and no token of another for a hint", async () => {
    const harness = makeKeyHarness({ accessTokens: { format: "jwt", algorithm: "ES256" } })
    const { access_token } = await harness.linkApp()
    expect((await harness.signOut({ id_token_hint: text(access_token) })).status).toBe(400)
    const forged = await harness.assertion({
      iss: harness.provider.issuer,
      sub: "user-1",
      aud: appClient.clientId
    })
    expect((await harness.signOut({ id_token_hint: forged })).status).toBe(400)
    expect(harness.rule()).toBe("id-token-hint")
  })

  it("goes by client_id where there is no hint, and has it be the one that the hint is for", async () => {
    const harness = makeKeyHarness()
    const there = { post_logout_redirect_uri: signedOut }
    expect((await harness.signOut({ client_id: appClient.clientId, ...there })).status).toBe(302)
    const { id_token } = await harness.linkApp()
    await harness.signOut({ client_id: "key-client", id_token_hint: text(id_token), ...there })
    expect(harness.rule()).toBe("end-session-client")
  })

  it("signs everybody out where nobody is named, until they sign in again, and leaves tokens good", async () => {
    const harness = makeKeyHarness({ users })
    const { access_token } = await harness.linkApp()
    expect(parse(await harness.signOut({}))).toEqual({})
    expect([silently(harness, "ada"), silently(harness, "bob")]).toEqual(["login_required", "login_required"])
    expect(harness.provider.isLive(text(access_token))).toBe(true)
    await harness.linkApp()
    expect([silently(harness, "ada"), silently(harness, "bob")]).toEqual(["in", "login_required"])
    harness.provider.reset()
    expect(silently(harness, "bob")).toBe("in")
  })

  it("signs out whom logout_hint names", async () => {
    const harness = makeKeyHarness({ users })
    await harness.signOut({ logout_hint: "bob" })
    expect([silently(harness, "ada"), silently(harness, "bob")]).toEqual(["in", "login_required"])
  })

  it("is in the metadata where the provider has it", () => {
    const { send, urlOf } = makeKeyHarness()
    const metadata = parse(send("GET", urlOf("openidConfiguration")))
    expect(metadata["end_session_endpoint"]).toBe(urlOf("endSession"))
    const without = makeKeyHarness({ endpoints: { endSession: false } })
    const less = parse(without.send("GET", without.urlOf("openidConfiguration")))
    expect(less).not.toHaveProperty("end_session_endpoint")
  })
})
