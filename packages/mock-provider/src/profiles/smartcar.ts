/** Smartcar. */
import type { Profile } from "./Profile.ts"

export const smartcar: Profile = {
  name: "smartcar",
  title: "Smartcar",
  endpoints: {
    authorize: "https://connect.smartcar.com/oauth/authorize",
    token: "https://auth.smartcar.com/oauth/token"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: ["read_vehicle_info", "read_odometer"],
  quirks: [],
  lifetimes: { refreshToken: 5_184_000 },
  rotation: { mode: "rotate", grace: { seconds: 60 } },
  sources: [
    {
      at: "https://smartcar.com/docs/guides/scope/",
      by: "provider",
      says: "A scope is a permission, of which `read_vehicle_info` is one; one that is required has `required:` before it.",
      supports: ["scopes"],
      read: "2026-11-30"
    },
    {
      at: "smartcar/python-sdk: smartcar/auth_client.py, smartcar/config.py (a4dfeff)",
      by: "provider",
      says: "Both endpoints; HTTP Basic for both grants; names of scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "https://smartcar-home.netlify.app",
      by: "provider",
      says: "Each refresh gives another refresh token, which lives 60 days; one that was used lives a minute more.",
      supports: ["lifetimes", "rotation"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "nowhere", because: "it is the standard" }
}
