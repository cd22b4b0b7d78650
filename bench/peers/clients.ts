/** The clients that are registered with every server that takes registrations. */

/** A client with a secret, which it sends in the Basic scheme, or a public one. */
export interface PeerClient {
  readonly clientId: string
  readonly clientSecret: string | undefined
  readonly grantTypes: ReadonlyArray<"authorization_code" | "refresh_token" | "client_credentials">
}

export const redirectUri = "https://app.example/callback"
export const scopes: ReadonlyArray<string> = ["openid", "profile", "email", "read"]

export const app: PeerClient = {
  clientId: "app",
  clientSecret: "secret-of-the-app",
  grantTypes: ["authorization_code", "refresh_token"]
}

export const otherApp: PeerClient = {
  clientId: "other-app",
  clientSecret: "secret-of-the-other-app",
  grantTypes: ["authorization_code", "refresh_token"]
}

export const publicApp: PeerClient = {
  clientId: "public-app",
  clientSecret: undefined,
  grantTypes: ["authorization_code", "refresh_token"]
}

export const machine: PeerClient = {
  clientId: "machine",
  clientSecret: "secret-of-the-machine",
  grantTypes: ["client_credentials"]
}

export const clients: ReadonlyArray<PeerClient> = [app, otherApp, publicApp, machine]
