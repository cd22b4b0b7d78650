/** The names of the servers that are timed: each with what its access tokens are. */
export const names = [
  "oauth2-mock-server, JWT",
  "mock-provider, opaque",
  "mock-provider, JWT",
  "oidc-provider, opaque"
] as const

export type ContenderName = (typeof names)[number]

/** The one that the others are measured by. */
export const baseline: ContenderName = "oauth2-mock-server, JWT"
