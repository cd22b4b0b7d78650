/** Wrong exchanges of codes. */
import { vi } from "vitest"
import { app, otherApp, redirectUri } from "../../../bench/peers/clients.ts"
import { verifier } from "../../../bench/peers/pkce.ts"
import type { Parameters } from "../Server.ts"
import type { Server } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const invalidGrant = { errors: ["invalid_grant"], told: ["response"] } as const

/** An exchange that is right but for the parameters given. */
const exchanging = (changes: Parameters) => async (server: Server) =>
  server.exchange(app, await server.codeFor(app), changes)

export const codeRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "No code",
    rule: "RFC 6749, 4.1.3",
    errors: ["invalid_request"],
    told: ["response"],
    send: ({ exchange }) => exchange(app, "", { code: undefined })
  },
  {
    request: "Unknown code",
    rule: "RFC 6749, 5.2",
    ...invalidGrant,
    send: ({ exchange }) => exchange(app, "made-up")
  },
  {
    request: "Code that was used before",
    rule: "RFC 6749, 4.1.2",
    ...invalidGrant,
    send: async ({ codeFor, exchange }) => {
      const code = await codeFor(app)
      await exchange(app, code)
      return exchange(app, code)
    }
  },
  {
    request: "Access token of a code that was used twice, at userinfo",
    rule: "RFC 6749, 4.1.2",
    errors: ["invalid_token"],
    told: ["response"],
    send: async ({ codeFor, exchange, tokensFor, use }) => {
      const code = await codeFor(app)
      const { accessToken } = await tokensFor(app, code)
      await exchange(app, code)
      return use(accessToken)
    }
  },
  {
    request: "Code of another client",
    rule: "RFC 6749, 4.1.3",
    ...invalidGrant,
    send: async ({ codeFor, exchange }) => exchange(otherApp, await codeFor(app))
  },
  {
    request: "Code that is ten minutes old",
    rule: "RFC 6749, 4.1.2",
    ...invalidGrant,
    send: async ({ codeFor, exchange }) => {
      const code = await codeFor(app)
      vi.setSystemTime(Date.now() + 600_001)
      return exchange(app, code)
    }
  },
  {
    request: "Another redirect URI than that of the authorization request",
    rule: "RFC 6749, 4.1.3",
    ...invalidGrant,
    send: exchanging({ redirect_uri: `${redirectUri}?` })
  },
  {
    request: "No redirect URI, though the authorization request had one",
    rule: "RFC 6749, 4.1.3",
    errors: ["invalid_grant", "invalid_request"],
    told: ["response"],
    send: exchanging({ redirect_uri: undefined })
  },
  {
    request: "No verifier for a code with a challenge",
    rule: "RFC 7636, 4.6",
    errors: ["invalid_grant", "invalid_request"],
    told: ["response"],
    send: exchanging({ code_verifier: undefined })
  },
  {
    request: "Another verifier",
    rule: "RFC 7636, 4.6",
    ...invalidGrant,
    send: exchanging({ code_verifier: `${verifier}x` })
  },
  {
    request: "Verifier for a code without a challenge (PKCE downgrade)",
    rule: "RFC 9700, 2.1.1",
    errors: ["invalid_grant", "invalid_request"],
    told: ["response"],
    withoutRequiredPkce: true,
    send: async ({ codeFor, exchange }) => {
      const stripped = { code_challenge: undefined, code_challenge_method: undefined }
      return exchange(app, await codeFor(app, stripped))
    }
  }
]
