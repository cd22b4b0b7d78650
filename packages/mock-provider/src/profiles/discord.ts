/** Discord. */
import type { Profile } from "./Profile.ts"

export const discord: Profile = {
  name: "discord",
  title: "Discord",
  endpoints: {
    authorize: "https://discord.com/api/oauth2/authorize",
    token: "https://discord.com/api/oauth2/token",
    revoke: "https://discord.com/api/oauth2/token/revoke"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["identify", "guilds"],
  authorizeParameters: { prompt: "consent" },
  quirks: [],
  lifetimes: { accessToken: 604_800 },
  sources: [
    {
      at: "discord/discord-api-docs: docs/topics/OAuth2.md",
      says:
        "The three endpoints; id and secret go into the body or by HTTP Basic; forms only; a token lives 7 days; " +
        "`prompt=consent` asks again a user who has agreed.",
      supports: ["endpoints", "clientAuthentication", "scopes", "authorizeParameters", "lifetimes"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/discord.ts (v3)",
      says: "PKCE with S256 may be used.",
      supports: ["pkce"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
