/** Discord. */
import type { Profile } from "./Profile.ts"

export const discord: Profile = {
  name: "discord",
  title: "Discord",
  issuer: "https://discord.com",
  endpoints: {
    authorize: "https://discord.com/api/oauth2/authorize",
    token: "https://discord.com/api/oauth2/token",
    revoke: "https://discord.com/api/oauth2/token/revoke",
    deviceAuthorization: "https://discord.com/api/oauth2/device/authorize",
    jwks: "https://discord.com/api/oauth2/keys",
    openidConfiguration: "https://discord.com/.well-known/openid-configuration"
  },
  otherEndpoints: { authorize: ["https://discord.com/oauth2/authorize"] },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["identify", "guilds"],
  authorizeParameters: { prompt: "consent" },
  quirks: [],
  lifetimes: { accessToken: 604_800, deviceCode: 300 },
  sources: [
    {
      at: "discord/discord-api-docs: docs/topics/OAuth2.md",
      by: "provider",
      says:
        "The three endpoints of old; id and secret go into the body or by HTTP Basic; forms only; a token lives " +
        "7 days; `prompt=consent` asks again a user who has agreed.",
      supports: ["endpoints", "clientAuthentication", "scopes", "authorizeParameters", "lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "discord/discord-api-docs: developers/topics/oauth2.mdx (c98d64b)",
      by: "provider",
      says: "The authorization endpoint is by now at /oauth2/authorize.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "discord/discord-api-docs: developers/discord-social-sdk/development-guides/account-linking-on-consoles.mdx (c98d64b)",
      by: "provider",
      says: "Where devices ask; their codes live 300 seconds, and the interval is 5.",
      supports: ["endpoints", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "panva/wellknown: issuers/discord/discord.mjs (e88dd5e)",
      by: "provider",
      says: "A copy of the published metadata: the issuer, the endpoints, and where the keys are.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/discord.ts (v3)",
      by: "others",
      says: "PKCE with S256 may be used.",
      supports: ["pkce"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
