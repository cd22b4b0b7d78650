import type { Requirement } from "../Requirement.ts"
import { oauth2Flow, rfc6749, rfc6761, rfc8414, rfc9700 } from "../sources.ts"

/** The requirements of family SRV. */
export const srv: ReadonlyArray<Requirement> = [
  {
    id: "SRV-1",
    level: "MUST",
    title: "Both endpoints are absolute https URLs (http for loopback only)",
    rationale:
      "Codes, secrets and tokens travel there. Over http anyone on the way reads them, and a relative URL leads nowhere.",
    source: rfc6749("3.1"),
    fix: "Write both whole, with https:// and without white space. TypeScript: new AuthorizationServer({ authorizeUrl: 'https://...', tokenUrl: 'https://...' }). Python: AuthorizationServer(authorize_url='https://...', token_url='https://...')."
  },
  {
    id: "SRV-2",
    level: "MUST",
    title: "Neither endpoint has a fragment",
    rationale:
      "What follows a # is not sent to the provider, and parameters that are added after it are lost with it.",
    source: rfc6749("3.1"),
    fix: "Remove the # and what follows it from both endpoints, in either language. An address copied from a browser often has one."
  },
  {
    id: "SRV-3",
    level: "MUST",
    title: "Neither endpoint carries user information",
    rationale:
      "A user name or secret before the @ is shown in the browser's address bar and history and kept in logs.",
    source: rfc9700("4.3"),
    fix: "Remove what precedes the @. To authenticate the client by HTTP Basic, TypeScript: clientAuthentication: secretBasic; Python: an Authorization header in _token_request."
  },
  {
    id: "SRV-4",
    level: "MUST",
    title: "The authorize URL has no query that is lost, and no reserved parameter",
    rationale:
      "Home Assistant replaces the query of the authorize URL. What the module put there, such as an audience, never reaches the provider.",
    source: oauth2Flow,
    fix: "Keep the authorize URL bare. TypeScript: localImplementation({ authorizeParameters: { audience: '...' } }). Python: return the parameters from extra_authorize_data of an AuthImplementation. response_type, client_id, redirect_uri, state and code_challenge are the host's."
  },
  {
    id: "SRV-5",
    level: "MUST",
    title: "Neither endpoint is empty, a placeholder or at a reserved example host",
    rationale: "Users are sent to a page that does not exist, and no account can be linked.",
    source: rfc6761("6.5"),
    fix: "Put the provider's real endpoints in. Where a part of them is the user's (a tenant, a project), TypeScript: build them in getAuthImplementation from the host's data; Python: override async_generate_authorize_url in the config flow."
  },
  {
    id: "SRV-6",
    level: "SHOULD",
    title: "The authorize URL and the token URL differ",
    rationale:
      "One is a page for people and the other an interface for programs. Where they are the same, one of them was copied by mistake.",
    source: rfc6749("3"),
    fix: "Look both up in the provider's documentation or its metadata (/.well-known/oauth-authorization-server), in either language."
  },
  {
    id: "SRV-7",
    level: "SHOULD",
    title: "Where the provider publishes metadata, both endpoints agree with it",
    rationale:
      "Providers move their endpoints, and keep the old ones for a while. A module with old ones stops to link accounts on a day that nobody at the integration chose. Judged where the provider's profile says that it publishes metadata.",
    source: rfc8414("2"),
    fix: "Take authorization_endpoint and token_endpoint from the provider's metadata (/.well-known/openid-configuration or /.well-known/oauth-authorization-server), to the letter, in either language."
  }
]
