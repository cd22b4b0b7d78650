/** Okta, of which each customer has a host. */
import type { Profile } from "./Profile.ts"

export const okta: Profile = {
  name: "okta",
  title: "Okta",
  issuer: "https://tenant.okta.com/oauth2",
  endpoints: {
    authorize: "https://tenant.okta.com/oauth2/v1/authorize",
    token: "https://tenant.okta.com/oauth2/v1/token",
    revoke: "https://tenant.okta.com/oauth2/v1/revoke",
    userinfo: "https://tenant.okta.com/oauth2/v1/userinfo",
    jwks: "https://tenant.okta.com/oauth2/v1/keys"
  },
  otherEndpoints: {
    authorize: [
      "https://{tenant}.okta.com/oauth2/v1/authorize",
      "https://{tenant}.okta.com/oauth2/{server}/v1/authorize"
    ],
    token: ["https://{tenant}.okta.com/oauth2/v1/token", "https://{tenant}.okta.com/oauth2/{server}/v1/token"]
  },
  clientAuthentication: ["client_secret_basic", "client_secret_post"],
  pkce: "supported",
  scopes: ["openid", "profile"],
  quirks: [{ name: "refreshTokenOnlyWithScope", scope: "offline_access" }],
  sources: [
    {
      at: "https://developer.okta.com/docs/api/openapi/okta-oauth/oauth/tag/OrgAS",
      by: "provider",
      says: "The metadata of an organization's own server, as a sample: the methods of authentication, and scopes.",
      supports: ["clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "okta/okta-developer-docs: packages/@okta/vuepress-site/docs/guides/oie-embedded-common-refresh-tokens/main/nodeexpress/refreshendpointrequest.md",
      by: "provider",
      says: "The token endpoint of an authorization server; web applications use HTTP Basic.",
      supports: ["clientAuthentication", "otherEndpoints"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/tests/backends/test_okta.py (3bb06ab)",
      by: "provider",
      says:
        "A copy of the metadata of a customer: the issuer, the endpoints and the keys; id and secret go into the " +
        "body or by HTTP Basic; the scopes.",
      supports: ["endpoints", "clientAuthentication", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: docs/integrations/all/okta.mdx (2f4c0af)",
      by: "others",
      says: "A refresh token needs the scope `offline_access`.",
      supports: ["refreshTokenOnlyWithScope"],
      read: "2026-11-30"
    },
    {
      at: "pilcrowonpaper/arctic: src/providers/okta.ts (v3)",
      by: "others",
      says: "The endpoints below the host of the customer; HTTP Basic; PKCE with S256.",
      supports: ["endpoints", "clientAuthentication", "pkce"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml (2f4c0af)",
      by: "others",
      says: "Both endpoints on the host of any customer; id and secret go into the body.",
      supports: ["endpoints", "otherEndpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "python-social-auth/social-core: social_core/backends/okta.py",
      by: "others",
      says: "The paths of the endpoints; scopes.",
      supports: ["endpoints", "scopes"],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "refresh", saying: "no refresh token" }
}
