/** Microsoft Entra, for accounts of any tenant. */
import type { Profile } from "./Profile.ts"

export const microsoftEntra: Profile = {
  name: "microsoft-entra",
  title: "Microsoft Entra",
  endpoints: {
    authorize: "https://login.microsoftonline.com/common/oauth2/v2.0/authorize",
    token: "https://login.microsoftonline.com/common/oauth2/v2.0/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "supported",
  scopes: [".default"],
  authorizeParameters: { response_mode: "query" },
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  sources: [
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; `response_mode=query`; the scopes `offline_access` and `.default`.",
      supports: ["endpoints", "scopes", "authorizeParameters", "refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/microsoft-entra-id.ts (v3)",
      by: "others",
      says: "Id and secret go by HTTP Basic; PKCE with S256.",
      supports: ["clientAuthentication", "pkce"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
