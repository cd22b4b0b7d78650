/** The client that is ready where none is configured. */
import { Redacted } from "effect"
import type { ProviderConfig } from "../config/ProviderConfig.ts"
import { deviceCodeGrant } from "../core/Client.ts"

/** The id and the secret of the ready client. They are no secret: everyone who has the command knows them. */
export const readyClient = { clientId: "mock-client", clientSecret: "mock-secret" }

/** At any port of the loopback, and where Home Assistant sends people back to. */
const redirectUris = [
  "http://127.0.0.1/callback",
  "http://[::1]/callback",
  "http://127.0.0.1/auth/external/callback",
  "http://localhost:8123/auth/external/callback",
  "http://homeassistant.local:8123/auth/external/callback",
  "https://my.home-assistant.io/redirect/oauth"
]

/** Adds the ready client to a provider that has no clients of its own. It may use every grant. */
export const withReadyClient = (
  config: ProviderConfig,
  moreRedirectUris: ReadonlyArray<string>
): ProviderConfig => ({
  clients: [
    {
      clientId: readyClient.clientId,
      clientSecret: Redacted.make(readyClient.clientSecret),
      redirectUris: [...new Set([...redirectUris, ...moreRedirectUris])],
      grantTypes: ["authorization_code", "refresh_token", "client_credentials", deviceCodeGrant]
    }
  ],
  ...config
})
