/** TickTick. */
import type { Profile } from "./Profile.ts"

export const ticktick: Profile = {
  name: "ticktick",
  title: "TickTick",
  endpoints: { authorize: "https://ticktick.com/oauth/authorize", token: "https://ticktick.com/oauth/token" },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["tasks:write", "tasks:read"],
  quirks: [{ name: "noRefreshToken" }, { name: "tokenType", value: "bearer" }],
  lifetimes: { accessToken: 14_772_375 },
  sources: [
    {
      at: "https://glama.ai",
      by: "provider",
      says:
        "A copy of ticktick-openapi.md: both endpoints; the scopes; the sample: `token_type` is `bearer`, a " +
        "token lives 171 days, and there is no refresh token.",
      supports: ["endpoints", "scopes", "noRefreshToken", "tokenType", "lifetimes"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
