/** Viessmann, for ViCare. */
import type { Profile } from "./Profile.ts"

export const viessmann: Profile = {
  name: "viessmann",
  title: "Viessmann",
  endpoints: {
    authorize: "https://iam.viessmann-climatesolutions.com/idp/v3/authorize",
    token: "https://iam.viessmann-climatesolutions.com/idp/v3/token"
  },
  clientAuthentication: ["none"],
  pkce: "required",
  scopes: ["IoT", "User"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  sources: [
    {
      at: "https://developer.viessmann.com/en/doc",
      by: "provider",
      says:
        "Both endpoints; clients have an id and no secret; PKCE is required, with S256; the scopes; a refresh " +
        "token needs the scope `offline_access`.",
      supports: ["endpoints", "clientAuthentication", "pkce", "scopes", "refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "evcc-io/evcc: charger/viessmann/oauth.go (b29b49e)",
      by: "others",
      says: "Both endpoints; no secret.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "authorize", saying: "invalid_request" }
}
