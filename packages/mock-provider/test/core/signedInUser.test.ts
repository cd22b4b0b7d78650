import { describe, expect, it } from "vitest"
import type { MockProviderOptions } from "../../src/index.ts"
import { fullClient, makeHarness, parse, text } from "../Harness.ts"

const users = [
  { subject: "ada", claims: { email: "ada@a.test" } },
  { subject: "bob", claims: { preferred_username: "bobby" } },
  { subject: "cy" }
]

/** Authorizes, and gives who did, or the error. */
const whoWith = (options: Partial<MockProviderOptions>, pairs: Record<string, string>) => {
  const harness = makeHarness({ users, ...options })
  const callback = harness.callback({ client_id: fullClient.clientId, scope: "read", ...pairs })
  const error = callback.get("error")
  if (error !== null) return error
  const { access_token } = parse(harness.exchange(fullClient, text(callback.get("code"))))
  const authorization = `Bearer ${text(access_token)}`
  return parse(harness.send("GET", harness.urlOf("resource"), { authorization }))["sub"]
}

describe("login_hint", () => {
  it.each([
    ["bob", "bob"],
    ["ada@a.test", "ada"],
    ["bobby", "bob"],
    ["nobody", "ada"]
  ])("%s has %s approve", (login_hint, subject) => {
    expect(whoWith({}, { login_hint })).toBe(subject)
  })

  it("is what a consent function gets, which may name another", () => {
    expect(
      whoWith(
        { consent: ({ subject }) => ({ _tag: subject === "bob" ? "Deny" : "Approve" }) },
        { login_hint: "bob" }
      )
    ).toBe("access_denied")
    expect(whoWith({ consent: () => ({ _tag: "Approve", subject: "cy" }) }, { login_hint: "bob" })).toBe("cy")
  })
})

describe("users who are signed in", () => {
  it.each<[signedIn: ReadonlyArray<string>, pairs: Record<string, string>, who: string]>([
    [["bob"], {}, "bob"],
    [["bob"], { prompt: "none" }, "bob"],
    [[], { prompt: "none" }, "login_required"],
    [["bob"], { prompt: "none", login_hint: "ada" }, "login_required"],
    [["bob"], { prompt: "none", login_hint: "nobody" }, "login_required"],
    [["ada", "bob"], { prompt: "none" }, "account_selection_required"],
    [["ada", "bob"], { prompt: "none", login_hint: "bobby" }, "bob"],
    [[], { login_hint: "bob" }, "bob"]
  ])("%j with %o: %s", (signedIn, pairs, who) => {
    expect(whoWith({ signedIn }, pairs)).toBe(who)
  })

  it("may change while the provider runs", () => {
    const { callback, provider } = makeHarness({ users, signedIn: ["ada"] })
    const silently = () => callback({ client_id: fullClient.clientId, prompt: "none" }).get("error")
    expect(silently()).toBe(null)
    provider.setSignedIn([])
    expect(silently()).toBe("login_required")
    expect(() => provider.setSignedIn(["eve"])).toThrow(
      'signedIn[0]: expected one of the users ada, bob, cy, and is "eve"'
    )
  })
})
