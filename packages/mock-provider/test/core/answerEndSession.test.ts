import { describe, expect, it } from "vitest"
import { appClient, makeKeyWorld } from "../KeyWorld.ts"
import { parse, text } from "../World.ts"

const [signedOut] = appClient.postLogoutRedirectUris
const users = [{ subject: "ada" }, { subject: "bob" }]

/** Asks without a page, and gives the error or "in". */
const silently = ({ callback }: ReturnType<typeof makeKeyWorld>, login_hint: string): string =>
  callback({ client_id: appClient.clientId, prompt: "none", login_hint }).get("error") ?? "in"

describe("the endpoint where users sign out", () => {
  it("goes back to the client with the state, and signs out whom the hint names", async () => {
    const world = makeKeyWorld({ users })
    const { id_token } = await world.linkApp()
    const answer = await world.signOut({
      id_token_hint: text(id_token),
      post_logout_redirect_uri: signedOut,
      state: "a b"
    })
    expect(answer).toMatchObject({ status: 302, headers: { location: `${signedOut}?state=a+b` } })
    expect(silently(world, "ada")).toBe("login_required")
    expect(silently(world, "bob")).toBe("in")
  })

  it("takes a hint that has expired, and one whose key is no longer shown", async () => {
    const world = makeKeyWorld()
    const { id_token } = await world.linkApp()
    world.clock.now += 7_200_000
    world.provider.rotateSigningKey("new")
    expect((await world.signOut({ id_token_hint: text(id_token) })).status).toBe(200)
  })

  it("takes no access token and no token of another for a hint", async () => {
    const world = makeKeyWorld({ accessTokens: { format: "jwt", algorithm: "ES256" } })
    const { access_token } = await world.linkApp()
    expect((await world.signOut({ id_token_hint: text(access_token) })).status).toBe(400)
    const forged = await world.assertion({
      iss: world.provider.issuer,
      sub: "user-1",
      aud: appClient.clientId
    })
    expect((await world.signOut({ id_token_hint: forged })).status).toBe(400)
    expect(world.rule()).toBe("id-token-hint")
  })

  it("goes by client_id where there is no hint, and has it be the one that the hint is for", async () => {
    const world = makeKeyWorld()
    const there = { post_logout_redirect_uri: signedOut }
    expect((await world.signOut({ client_id: appClient.clientId, ...there })).status).toBe(302)
    const { id_token } = await world.linkApp()
    await world.signOut({ client_id: "key-client", id_token_hint: text(id_token), ...there })
    expect(world.rule()).toBe("end-session-client")
  })

  it("signs everybody out where nobody is named, until they sign in again, and leaves tokens good", async () => {
    const world = makeKeyWorld({ users })
    const { access_token } = await world.linkApp()
    expect(parse(await world.signOut({}))).toEqual({})
    expect([silently(world, "ada"), silently(world, "bob")]).toEqual(["login_required", "login_required"])
    expect(world.provider.isLive(text(access_token))).toBe(true)
    await world.linkApp()
    expect([silently(world, "ada"), silently(world, "bob")]).toEqual(["in", "login_required"])
    world.provider.reset()
    expect(silently(world, "bob")).toBe("in")
  })

  it("signs out whom logout_hint names", async () => {
    const world = makeKeyWorld({ users })
    await world.signOut({ logout_hint: "bob" })
    expect([silently(world, "ada"), silently(world, "bob")]).toEqual(["in", "login_required"])
  })

  it("is in the metadata where the provider has it", () => {
    const { send, urlOf } = makeKeyWorld()
    const metadata = parse(send("GET", urlOf("openidConfiguration")))
    expect(metadata["end_session_endpoint"]).toBe(urlOf("endSession"))
    const without = makeKeyWorld({ endpoints: { endSession: false } })
    const less = parse(without.send("GET", without.urlOf("openidConfiguration")))
    expect(less).not.toHaveProperty("end_session_endpoint")
  })
})
