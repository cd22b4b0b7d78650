/** Salesforce. */
import type { Profile } from "./Profile.ts"

export const salesforce: Profile = {
  name: "salesforce",
  title: "Salesforce",
  endpoints: {
    authorize: "https://login.salesforce.com/services/oauth2/authorize",
    token: "https://login.salesforce.com/services/oauth2/token",
    revoke: "https://login.salesforce.com/services/oauth2/revoke"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic"],
  pkce: "supported",
  scopes: ["api"],
  quirks: [
    { name: "refreshTokenOnlyWithScope", scope: "refresh_token", orScopes: ["offline_access"] },
    { name: "missingExpiresIn" },
    {
      name: "extraTokenMembers",
      members: {
        id: "https://login.salesforce.com/id/00D000000000000AAA/005000000000000AAA",
        instance_url: "https://example.my.salesforce.com",
        issued_at: "1700000000000",
        signature: "c2lnbmF0dXJl"
      }
    }
  ],
  sources: [
    {
      at: "python-social-auth/social-core: social_core/backends/salesforce.py",
      by: "others",
      says: "The three endpoints.",
      supports: ["endpoints"],
      read: "2026-11-25"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/salesforce.ts (v3)",
      by: "others",
      says: "Id and secret go by HTTP Basic; PKCE with S256.",
      supports: ["clientAuthentication", "pkce"],
      read: "2026-11-25"
    },
    {
      at: "https://help.salesforce.com/apex/HTViewHelpDoc?id=xcloud.remoteaccess_oauth_web_server_flow_ca.htm",
      by: "provider",
      says: "PKCE may be used, and is recommended.",
      supports: ["pkce"],
      read: "2026-11-30"
    },
    {
      at: "https://developer.salesforce.com/docs/atlas.en-us.214.0.api_placeorder.meta/api_placeorder/intro_understanding_refresh_token_oauth.htm",
      by: "provider",
      says: "Id and secret go into the body; how long a token lives is set for each organization.",
      supports: ["clientAuthentication"],
      read: "2026-11-25"
    },
    {
      at: "https://jsforce.github.io/jsforce/types/oauth2.TokenResponse.html",
      by: "others",
      says: "The members of a token response: no `expires_in`, but `id`, `instance_url`, `issued_at` and `signature`.",
      supports: ["missingExpiresIn", "extraTokenMembers"],
      read: "2026-11-25"
    },
    {
      at: "https://docs.rs/crate/cirrus-auth/0.2.2/source/src/token_endpoint.rs",
      by: "others",
      says: "There is a refresh token only with the scope `refresh_token`.",
      supports: ["refreshTokenOnlyWithScope"],
      read: "2026-11-25"
    },
    {
      at: "https://openillumi.com/?p=95258",
      by: "others",
      says:
        "The scopes `refresh_token` and `offline_access` are one permission, without which there is no refresh " +
        "token.",
      supports: ["refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/cangencer/salesforce-oauth2",
      by: "others",
      says: "A scope for example.",
      supports: ["scopes"],
      read: "2026-11-25"
    }
  ],
  naive: {
    fails: "nowhere",
    because: "an answer without an expiry says nothing of one, so that the lack of a refresh token shows late"
  }
}
