/** The names of the servers that are timed: each with what its access tokens are. */
export const names = [
  "oauth2-mock-server, JWT",
  "mock-provider, opaque",
  "mock-provider, JWT",
  "oidc-provider, opaque",
  "bare http, fixed",
  "bare http, JWT"
] as const

export type ContenderName = (typeof names)[number]

/** The one that the others are measured by. */
export const baseline: ContenderName = "oauth2-mock-server, JWT"

/**
 * The limit of a server: one that does nothing but answer, and sign where it signs. It signs one token each time, also
 * where a server signs an id token beside an access token.
 */
export const limitOf = (name: ContenderName, signsIdToken: boolean): ContenderName =>
  signsIdToken || name.endsWith("JWT") ? "bare http, JWT" : "bare http, fixed"
