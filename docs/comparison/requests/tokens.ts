/** Wrong uses of tokens. */
import { app, otherApp } from "../../../bench/peers/clients.ts"
import { answerOf } from "../Answer.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const invalidGrant = { errors: ["invalid_grant"], told: ["response"] } as const
const invalidToken = { errors: ["invalid_token"], told: ["response"] } as const

export const tokenRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "No refresh token",
    rule: "RFC 6749, 6",
    errors: ["invalid_request"],
    told: ["response"],
    send: async ({ postAs }) => answerOf(await postAs(app, "token", { grant_type: "refresh_token" }))
  },
  {
    request: "Refresh token that was made up",
    rule: "RFC 6749, 5.2",
    ...invalidGrant,
    send: ({ refresh }) => refresh(app, "made-up")
  },
  {
    request: "Refresh token of another client",
    rule: "RFC 6749, 6",
    ...invalidGrant,
    send: async ({ link, refresh }) => refresh(otherApp, (await link(app)).refreshToken)
  },
  {
    request: "Refresh token that was replaced before",
    rule: "RFC 9700, 4.14.2",
    ...invalidGrant,
    send: async ({ link, refresh }) => {
      const { refreshToken } = await link(app)
      await refresh(app, refreshToken)
      return refresh(app, refreshToken)
    }
  },
  {
    request: "Access token of a grant whose refresh token was used twice, at userinfo",
    rule: "RFC 9700, 4.14.2",
    ...invalidToken,
    send: async ({ link, refresh, use }) => {
      const { accessToken, refreshToken } = await link(app)
      await refresh(app, refreshToken)
      await refresh(app, refreshToken)
      return use(accessToken)
    }
  },
  {
    request: "Refresh with a wider scope",
    rule: "RFC 6749, 6",
    errors: ["invalid_scope"],
    told: ["response"],
    send: async ({ link, refresh }) => refresh(app, (await link(app)).refreshToken, { scope: "openid email" })
  },
  {
    request: "Userinfo without an access token",
    rule: "RFC 6750, 3.1",
    errors: ["none"],
    told: ["response"],
    send: ({ use }) => use(undefined)
  },
  {
    request: "Userinfo with an access token that was made up",
    rule: "RFC 6750, 3.1",
    ...invalidToken,
    send: ({ use }) => use("made-up")
  },
  {
    request: "Userinfo with an access token that was revoked",
    rule: "RFC 7009, 2.2",
    ...invalidToken,
    send: async ({ link, postAs, use }) => {
      const { accessToken } = await link(app)
      await postAs(app, "revoke", { token: accessToken })
      return use(accessToken)
    }
  },
  {
    request: "Userinfo with the access token in the URL",
    rule: "RFC 9700, 4.3.2",
    errors: ["invalid_request", "none"],
    told: ["response"],
    send: async ({ link, urlOf }) => {
      const { accessToken } = await link(app)
      return answerOf(await fetch(`${urlOf("userinfo")}?access_token=${accessToken}`))
    }
  }
]
