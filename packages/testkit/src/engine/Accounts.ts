/** Two accounts at the provider, told apart in every place where an integration may look. */
import { Base64Url } from "effect/encoding"
import type { Json, WireAnswer, WireRequest } from "../subject/Protocol.ts"

export type Account = "first" | "second"

/** A token that was given to an account. */
export interface IssuedToken {
  readonly account: Account
  readonly accessToken: string
  readonly refreshToken: string
  readonly idToken: string
  /** Where it was asked for. */
  readonly url: string
}

const people = {
  first: { id: "471100815", first: "Ada", last: "Byron", email: "ada.byron@example.org" },
  second: { id: "580233917", first: "Grace", last: "Murray", email: "grace.murray@example.org" }
} as const

/** What a person fills in where a form asks who they are. */
export const user = (account: Account) => ({
  email: people[account].email,
  password: `password-of-${account}-6DsW9`
})

const idNames = [
  "id",
  "sub",
  "user_id",
  "userId",
  "userid",
  "userID",
  "uid",
  "uuid",
  "oid",
  "account_id",
  "accountId",
  "customer_id",
  "customerId",
  "subject",
  "encodedId",
  "encoded_id"
] as const

/** What an interface or a token says of an account. */
const members = (account: Account): { readonly [name: string]: Json } => {
  const { email, first, id, last } = people[account]
  const login = first.toLowerCase()
  return {
    ...Object.fromEntries(idNames.map((name) => [name, id])),
    email,
    emailAddress: email,
    email_address: email,
    mail: email,
    userPrincipalName: email,
    upn: email,
    preferred_username: email,
    username: login,
    user_name: login,
    userName: login,
    login,
    name: `${first} ${last}`,
    display_name: `${first} ${last}`,
    displayName: `${first} ${last}`,
    first_name: first,
    firstName: first,
    given_name: first,
    givenName: first,
    last_name: last,
    lastName: last,
    family_name: last,
    surname: last
  }
}

/** Whether a request asks for a token, as it is answered with one: by its grant, or by where it goes. */
export const isTokenRequest = ({ body, method, url }: WireRequest): boolean =>
  method !== "GET" &&
  (/\bgrant_?type\b/i.test(body) ||
    /\bgrant_?type=/i.test(url) ||
    /\/(?:access_?)?token\/?(?:\?|$)/i.test(url))

/** The answer to a token request, and the token in it. No two are alike. */
export const tokenAnswer = (
  account: Account,
  { number, url }: { readonly number: number; readonly url: string }
): { readonly answer: WireAnswer; readonly token: IssuedToken } => {
  const token = {
    account,
    url,
    accessToken: webToken({ ...members(account), jti: `access-${account}-${number}` }),
    refreshToken: `refresh-${account}-${number}-4KdP8sYq2ZmW`,
    idToken: webToken({ ...members(account), jti: `id-${account}-${number}` })
  }
  const body = {
    ...members(account),
    access_token: token.accessToken,
    refresh_token: token.refreshToken,
    id_token: token.idToken,
    token_type: "Bearer",
    expires_in: 3600,
    scope: "openid"
  }
  return { answer: json(body, "token"), token }
}

/** The answer to any other request: who it is, and where more is asked for, values that differ by account. */
export const interfaceAnswer = (account: Account): WireAnswer => json(members(account), "interface")

const json = (body: Json, ofAccount: "token" | "interface"): WireAnswer => ({
  _tag: "Response",
  status: 200,
  headers: { "content-type": "application/json" },
  body: JSON.stringify(body),
  ofAccount
})

/** A JSON Web Token that nobody verifies: integrations read who it is for. */
const webToken = (claims: Json): string => {
  const part = (value: Json) => Base64Url.encode(JSON.stringify(value))
  const claimed = typeof claims === "object" && claims !== null && !Array.isArray(claims) ? claims : {}
  const validity = { iss: "https://accounts.acme.example.org", iat: 1_767_225_600, exp: 1_924_992_000 }
  return `${part({ alg: "HS256", typ: "JWT" })}.${part({ ...validity, ...claimed })}.${part("a signature that nobody verifies")}`
}
