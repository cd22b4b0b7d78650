/** Authlib and requests-oauthlib, in Python. */
import { describe, expect, it } from "vitest"
import { open, plainClient, redirectUri, refusals } from "../clients/Harness.ts"
import { runPython } from "./runPython.ts"

const ask = (script: string, issuer: string) =>
  runPython(script, {
    issuer,
    client_id: plainClient.clientId,
    client_secret: plainClient.clientSecret,
    redirect_uri: redirectUri
  })

describe("Authlib", () => {
  it.each(["RS256", "ES256"] as const)("runs whole flows, with id tokens signed by %s", async (algorithm) => {
    await using harness = await open({ accessTokens: { algorithm } })
    expect(await ask("authlib_client.py", harness.issuer)).toEqual({
      claims: { iss: harness.issuer, aud: plainClient.clientId, sub: "user-1", nonce: "the nonce" },
      userinfo: { sub: "user-1", email: "user@provider.test", email_verified: true },
      rotates: true,
      introspection: [true, false],
      own: "read",
      errors: {
        "another state": "mismatching_state",
        "reused code": "invalid_grant",
        "wrong secret": "invalid_client"
      }
    })
    expect(refusals(harness.provider)).toEqual(["code-reused", "client-secret"])
  })
})

describe("requests-oauthlib", () => {
  it("runs whole flows", async () => {
    await using harness = await open()
    expect(await ask("requests_oauthlib_client.py", harness.issuer)).toEqual({
      resource: "user-1",
      rotates: true,
      own: ["read"],
      errors: {
        "another state": "mismatching_state",
        "reused code": "invalid_grant",
        "wrong secret": "invalid_client"
      }
    })
    expect(refusals(harness.provider)).toEqual(["code-reused", "client-secret"])
  })

  it("learns that the user denied", async () => {
    await using harness = await open({ consent: "deny" })
    await expect(ask("requests_oauthlib_client.py", harness.issuer)).rejects.toThrow("access_denied")
  })
})
