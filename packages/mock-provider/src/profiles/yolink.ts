/** YoLink, whose accounts are at YoSmart. */
import type { Profile } from "./Profile.ts"

export const yolink: Profile = {
  name: "yolink",
  title: "YoLink",
  endpoints: {
    authorize: "https://api.yosmart.com/oauth/v2/authorization.htm",
    token: "https://api.yosmart.com/open/yolink/token"
  },
  otherEndpoints: {
    token: ["https://api.yosmart.com/oauth/v2/getAccessToken.api"]
  },
  clientAuthentication: ["client_secret_post"],
  pkce: "unknown",
  scopes: ["create"],
  quirks: [],
  sources: [
    {
      at: "YoSmart-Inc/yolink-api: yolink/const.py (0456971)",
      by: "provider",
      says: "Both endpoints.",
      supports: ["endpoints"],
      read: "2026-12-01"
    },
    {
      at: "https://doc.yosmart.com/docs/protocol/openAPIV1",
      by: "provider",
      says: "The path of the authorization endpoint, and an older token endpoint.",
      supports: ["endpoints", "otherEndpoints"],
      read: "2026-12-01"
    },
    {
      at: "https://doc.yosmart.com/docs/protocol/openAPIV2",
      by: "provider",
      says:
        "The token endpoint; of a client that asks for itself, id and secret go into the body. It says nothing of clients " +
        "that exchange a code.",
      supports: ["endpoints"],
      read: "2026-12-01"
    },
    {
      at: "home-assistant/core: homeassistant/components/yolink/{application_credentials,config_flow}.py (c5300a3, 138d07f)",
      by: "others",
      says:
        "The endpoints are those of the provider's own library; a scope is asked for; the implementation is the host's own, " +
        "which puts id and secret into the body.",
      supports: ["clientAuthentication", "scopes"],
      read: "2026-12-01"
    }
  ],
  naive: { fails: "exchange", saying: "invalid_client" }
}
