/** TikTok, for web applications. */
import type { Profile } from "./Profile.ts"

export const tiktok: Profile = {
  name: "tiktok",
  title: "TikTok",
  endpoints: {
    authorize: "https://www.tiktok.com/v2/auth/authorize",
    token: "https://open.tiktokapis.com/v2/oauth/token/"
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["user.info.basic", "video.list"],
  quirks: [
    { name: "renamedParameters", names: { client_id: "client_key" } },
    { name: "commaScopes" },
    { name: "extraTokenMembers", members: { open_id: "user-1", refresh_expires_in: 31_536_000 } },
    { name: "extraErrorMembers", members: { log_id: "0" } }
  ],
  lifetimes: { accessToken: 86_400, refreshToken: 31_536_000 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/tiktok.ts (v3)",
      by: "others",
      says:
        "Both endpoints; `client_key` stands for `client_id` in all requests; commas between scopes; id and " +
        "secret go into the body.",
      supports: ["endpoints", "clientAuthentication", "renamedParameters", "commaScopes"],
      read: "2026-11-25"
    },
    {
      at: "https://developers.tiktok.com/doc/oauth-user-access-token-management",
      by: "provider",
      says:
        "`client_key` and the secret go into the body, and a verifier only for mobile and desktop applications; " +
        "the members of a token response: `open_id`, `refresh_expires_in`, and `scope` with commas; access " +
        "tokens live a day and refresh tokens a year.",
      supports: [
        "clientAuthentication",
        "renamedParameters",
        "commaScopes",
        "extraTokenMembers",
        "lifetimes"
      ],
      read: "2026-11-30"
    },
    {
      at: "https://developers.tiktok.com/doc/login-kit-manage-user-access-tokens",
      by: "provider",
      says: "Names of scopes.",
      supports: ["scopes"],
      read: "2026-11-25"
    },
    {
      at: "https://developers.tiktok.com/doc/oauth-error-handling",
      by: "provider",
      says: "Errors have the codes of the standard, a description and a `log_id`.",
      supports: ["extraErrorMembers"],
      read: "2026-11-25"
    },
    {
      at: "https://developers.tiktok.com/docs/en/oauth-refresh-a-user-access-token",
      by: "provider",
      says: "A refresh gives another refresh token, and the one before stops working.",
      supports: ["rotation"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_scope" }
}
