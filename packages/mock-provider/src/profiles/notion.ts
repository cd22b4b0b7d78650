/** Notion. */
import type { Profile } from "./Profile.ts"

export const notion: Profile = {
  name: "notion",
  title: "Notion",
  endpoints: {
    authorize: "https://api.notion.com/v1/oauth/authorize",
    token: "https://api.notion.com/v1/oauth/token",
    introspect: "https://api.notion.com/v1/oauth/introspect",
    revoke: "https://api.notion.com/v1/oauth/revoke"
  },
  clientAuthentication: ["client_secret_basic"],
  pkce: "unknown",
  scopes: [],
  authorizeParameters: { owner: "user" },
  quirks: [
    { name: "jsonBody" },
    { name: "missingExpiresIn" },
    {
      name: "extraTokenMembers",
      members: { bot_id: "bot-1", workspace_id: "workspace-1", owner: { workspace: true } }
    },
    { name: "extraErrorMembers", members: { request_id: "00000000-0000-0000-0000-000000000000" } }
  ],
  rotation: "rotate",
  allow: { missingRedirectUri: true },
  sources: [
    {
      at: "https://developers.notion.com/reference/create-a-token",
      by: "provider",
      says:
        "HTTP Basic; the body is described as JSON; the answer has `bot_id`, `workspace_id` and `owner`, and no " +
        "expiry.",
      supports: ["clientAuthentication", "jsonBody", "missingExpiresIn", "extraTokenMembers"],
      read: "2026-11-25"
    },
    {
      at: "https://developers.notion.com/reference/refresh-a-token.md",
      by: "provider",
      says: "A refresh gives a new access token and a new refresh token.",
      supports: ["rotation"],
      read: "2026-11-25"
    },
    {
      at: "https://github.com/notion-dotnet/notion-sdk-net/issues/474",
      by: "others",
      says: "Where tokens are introspected and revoked.",
      supports: ["endpoints"],
      read: "2026-11-30"
    },
    {
      at: "https://github.com/better-auth/better-auth/issues/3068",
      by: "others",
      says: "A refused client as it comes, with `request_id`; the redirect URI may be left out.",
      supports: ["extraErrorMembers", "allow"],
      read: "2026-11-30"
    },
    {
      at: "NangoHQ/nango: packages/providers/providers.yaml",
      by: "others",
      says: "Both endpoints; HTTP Basic; JSON; `owner=user`.",
      supports: ["endpoints", "clientAuthentication", "authorizeParameters", "jsonBody"],
      read: "2026-11-25"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_request" }
}
