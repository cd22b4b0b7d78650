/** Zoom. */
import type { Profile } from "./Profile.ts"

export const zoom: Profile = {
  name: "zoom",
  title: "Zoom",
  endpoints: { authorize: "https://zoom.us/oauth/authorize", token: "https://zoom.us/oauth/token" },
  clientAuthentication: ["client_secret_basic"],
  pkce: "supported",
  scopes: ["user:read"],
  quirks: [],
  lifetimes: { accessToken: 3600 },
  rotation: { mode: "rotate", reuse: "refuse" },
  sources: [
    {
      at: "https://devsupport.zoom.us/hc/en-us/articles/360060332931",
      by: "provider",
      says: "HTTP Basic; a token lives an hour; the refresh token of the last refresh is the one that works.",
      supports: ["clientAuthentication", "lifetimes", "rotation"],
      read: "2026-11-30"
    },
    {
      at: "better-auth/better-auth: packages/core/src/social-providers/zoom.ts (451aa4b)",
      by: "others",
      says: "Both endpoints; PKCE may be used.",
      supports: ["endpoints", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/zoom.py",
      by: "others",
      says: "Both endpoints; HTTP Basic; a scope for example.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
