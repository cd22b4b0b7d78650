import type { Requirement } from "../Requirement.ts"
import { oauth2Flow, rfc6749, rfc9700 } from "../sources.ts"

/** The requirements of family REF. */
export const ref: ReadonlyArray<Requirement> = [
  {
    id: "REF-1",
    level: "MUST",
    title:
      "A refresh is a form-encoded POST of grant_type=refresh_token and the stored refresh token, authenticated as the exchange was",
    rationale:
      "A provider refuses anything else, and the account stops working when its first token expires.",
    source: rfc6749("6"),
    fix: "TypeScript: refreshRequest and sendTokenRequest, with the same clientAuthentication as the exchange. Python: call self._token_request with grant_type, refresh_token and client_id, as the base class does, and merge its answer over the old token."
  },
  {
    id: "REF-2",
    level: "MUST",
    title: "A new refresh token replaces the old one; where none comes, the old one is kept",
    rationale:
      "With the wrong one of the two, the next refresh is refused and the user has to link the account again.",
    source: rfc6749("6"),
    fix: "Merge the answer over the old token. TypeScript: mergeRefreshed. Python: return {**token, **new_token}."
  },
  {
    id: "REF-3",
    level: "MUST",
    title: "A refreshed token's expiry is in the future and its expires_in a number, also where none comes",
    rationale:
      "A token that looks expired is refreshed before each request, until the provider limits or blocks the client.",
    source: oauth2Flow,
    fix: "Count the expiry anew from the answer, or else from the old lifetime. TypeScript: mergeRefreshed. Python: override _async_refresh_token, not async_refresh_token, and return {**token, **new_token}."
  },
  {
    id: "REF-4",
    level: "MUST",
    title:
      "invalid_grant and other 4xx fail with the re-authentication error, and the old token is never handed back as new",
    rationale:
      "Else the host never asks the user to link again: the integration fails quietly until somebody looks at the log.",
    source: oauth2Flow,
    fix: "Let the error through. TypeScript: fail with ReauthenticationRequired (processTokenResponse does). Python: raise OAuth2TokenRequestReauthError for a 4xx other than 429; never return the old token from an except.",
    versions:
      "Since 2026.10 Home Assistant turns any error of its HTTP client that a module raises into the right one of its own. Up to 2026.9 a plain raise_for_status() is not enough."
  },
  {
    id: "REF-5",
    level: "MUST",
    title: "429, 5xx and connection failures fail as transient",
    rationale:
      "A provider that is down for a minute must not cost a user the account: the host tries again later only if told that it may.",
    source: oauth2Flow,
    fix: "TypeScript: fail with TokenEndpointUnavailable (sendTokenRequest does). Python: raise OAuth2TokenRequestTransientError for 429 and from 500, and let aiohttp's connection errors through.",
    versions:
      "Since 2026.10 Home Assistant turns any error of its HTTP client that a module raises into the right one of its own. Up to 2026.9 a plain raise_for_status() is not enough."
  },
  {
    id: "REF-6",
    level: "MUST",
    title: "An error in the body of a 200 fails",
    rationale:
      "Merged over the old token it looks like a success: the dead token gets a new expiry, and nobody notices.",
    source: oauth2Flow,
    fix: "Look for the member error before merging. TypeScript: processTokenResponse does. Python: if new_token.get('error'): raise OAuth2TokenRequestReauthError(...)."
  },
  {
    id: "REF-7",
    level: "MUST",
    title: "Members of the old token that the answer leaves out are kept",
    rationale:
      "Providers send scope, user ids and the like only once; an integration that reads them breaks at the first refresh.",
    source: oauth2Flow,
    fix: "Merge the answer over the old token. TypeScript: mergeRefreshed. Python: return {**token, **new_token}."
  },
  {
    id: "REF-8",
    level: "MUST",
    title: "The token passed in is not changed",
    rationale:
      "The host stores a new token only where it differs from the one it has: one changed in place is never written to disk.",
    source: oauth2Flow,
    fix: "Make a new token. TypeScript: mergeRefreshed. Python: {**token, **new_token}, never token.update(...) or token.pop(...)."
  },
  {
    id: "REF-9",
    level: "MUST",
    title: "Without a refresh token a refresh fails clearly, and sends nothing in its place",
    rationale: "The user has to link again, and only a clear error says so.",
    source: oauth2Flow,
    fix: "Look before you send. TypeScript: fail with ReauthenticationRequired, reason noRefreshToken. Python: if 'refresh_token' not in token: raise OAuth2TokenRequestReauthError(...)."
  },
  {
    id: "REF-10",
    level: "MUST",
    title: "A refresh sends no verifier, code or redirect URI, unless the provider is known to want it",
    rationale: "Strict providers refuse a refresh with parameters of another grant.",
    source: rfc6749("6"),
    fix: "Add what belongs to the exchange only there. TypeScript: exchangeParameters, not refreshParameters. Python: extra_token_resolve_data, not _token_request, which refreshes go through too."
  },
  {
    id: "REF-11",
    level: "MUST",
    title: "Over any sequence of refreshes the latest refresh token is used each time",
    rationale:
      "A provider that rotates refresh tokens takes the use of an old one for theft, and revokes them all.",
    source: rfc9700("4.14"),
    fix: "Keep no token in the implementation: use the one that refresh is given, each time."
  }
]
