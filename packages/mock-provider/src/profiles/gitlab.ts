/** GitLab. */
import type { Profile } from "./Profile.ts"

export const gitlab: Profile = {
  name: "gitlab",
  title: "GitLab",
  issuer: "https://gitlab.com",
  endpoints: {
    authorize: "https://gitlab.com/oauth/authorize",
    token: "https://gitlab.com/oauth/token",
    revoke: "https://gitlab.com/oauth/revoke",
    introspect: "https://gitlab.com/oauth/introspect",
    deviceAuthorization: "https://gitlab.com/oauth/authorize_device",
    userinfo: "https://gitlab.com/oauth/userinfo",
    jwks: "https://gitlab.com/oauth/discovery/keys",
    openidConfiguration: "https://gitlab.com/.well-known/openid-configuration"
  },
  clientAuthentication: ["client_secret_post", "client_secret_basic", "none"],
  pkce: "supported",
  scopes: ["read_user", "read_api"],
  quirks: [
    { name: "redirectUriOnRefresh" },
    { name: "extraTokenMembers", members: { created_at: 1_700_000_000 } }
  ],
  lifetimes: { accessToken: 7200, deviceCode: 300 },
  rotation: { mode: "rotate", reuse: "refuse" },
  allow: { plainChallenge: true },
  sources: [
    {
      at: "pilcrowonpaper/arctic: src/providers/gitlab.ts (v3)",
      by: "others",
      says: "The endpoints; HTTP Basic.",
      supports: ["endpoints", "clientAuthentication"],
      read: "2026-11-30"
    },
    {
      at: "panva/wellknown: issuers/gitlab/gitlab.mjs (e88dd5e)",
      by: "provider",
      says:
        "A copy of the published metadata: the endpoints and the keys; id and secret go by HTTP Basic or into " +
        "the body; challenges are plain or S256; the scopes.",
      supports: ["endpoints", "clientAuthentication", "pkce", "allow", "scopes"],
      read: "2026-11-30"
    },
    {
      at: "gitlabhq/gitlabhq: doc/api/oauth2.md (04b8ef1)",
      by: "provider",
      says:
        "Id and secret go into the body, and clients with PKCE need no secret; a token lives two hours; a " +
        "refresh has the redirect URI, and ends both tokens; the answer has `created_at`; where devices ask, " +
        "whose codes live 300 seconds.",
      supports: [
        "endpoints",
        "clientAuthentication",
        "pkce",
        "redirectUriOnRefresh",
        "extraTokenMembers",
        "lifetimes",
        "rotation"
      ],
      read: "2026-11-30"
    }
  ],
  naive: { fails: "refresh", saying: "invalid_request" }
}
