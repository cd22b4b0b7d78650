/** Splitwise. */
import type { Profile } from "./Profile.ts"

export const splitwise: Profile = {
  name: "splitwise",
  title: "Splitwise",
  endpoints: {
    authorize: "https://secure.splitwise.com/oauth/authorize",
    token: "https://secure.splitwise.com/oauth/token"
  },
  otherEndpoints: {
    authorize: ["https://www.splitwise.com/oauth/authorize"],
    token: ["https://www.splitwise.com/oauth/token"]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: [],
  quirks: [],
  sources: [
    {
      at: "splitwise/api-docs: splitwise.yaml",
      by: "provider",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints; id and secret go into the body.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "sriramsv/custom_component_splitwise: custom_components/splitwise/const.py (cfb14ad)",
      by: "others",
      says: "Both endpoints on another host.",
      supports: ["otherEndpoints"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
