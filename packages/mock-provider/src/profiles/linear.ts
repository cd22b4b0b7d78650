/** Linear. */
import type { Profile } from "./Profile.ts"

export const linear: Profile = {
  name: "linear",
  title: "Linear",
  endpoints: { authorize: "https://linear.app/oauth/authorize", token: "https://api.linear.app/oauth/token" },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["read", "issues:create"],
  authorizeParameters: { prompt: "consent" },
  quirks: [{ name: "commaScopes" }],
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/linear.ts (v3)",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://linear.app/developers/oauth-2-0-authentication.md",
      by: "provider",
      says: "Commas stand between scopes; names of scopes; every application has refresh tokens.",
      supports: ["scopes", "commaScopes"],
      read: "2026-11-25"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Commas stand between scopes; `prompt=consent`.",
      supports: ["authorizeParameters", "commaScopes"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
