import type { Requirement } from "../Requirement.ts"
import { oauth2Flow, rfc6749, rfc7636, rfc9700 } from "../sources.ts"

/** The requirements of family AUT. */
export const aut: ReadonlyArray<Requirement> = [
  {
    id: "AUT-1",
    level: "MUST",
    title: "The authorization request goes to the declared endpoint with response_type=code",
    rationale:
      "A user who is sent elsewhere is never asked for consent; without response_type=code the provider shows an error page, or sends back a token where the host waits for a code.",
    source: rfc6749("4.1.1"),
    fix: "Leave the URL to the host's implementation, or start from its URL: overrideImplementation(localImplementation({ server, ... }), ...) (Python: subclass AuthImplementation and call await super().async_generate_authorize_url(flow_id)). A provider that links without a user's consent (client credentials) does not fit this contract."
  },
  {
    id: "AUT-2",
    level: "MUST",
    title: "client_id is the credential's, byte for byte, for any id",
    rationale:
      "A provider that is sent another id, or one with its special characters mangled, does not know the client and shows an error page.",
    source: rfc6749("2.2"),
    fix: 'Take the id from the credential that the hook is given, and let the URL library encode it: url.searchParams.set("client_id", credential.clientId) (Python: str(URL(self.authorize_url).with_query({"client_id": self.client_id, ...}))): never a constant, never string concatenation.'
  },
  {
    id: "AUT-3",
    level: "MUST",
    title: "redirect_uri is the host's, for any redirect URI that the host can have",
    rationale:
      "With another redirect URI the provider refuses the request or sends the user, code in hand, to a place where no host waits: the linking never ends.",
    source: rfc6749("3.1.2"),
    fix: "Send the redirectUri that authorize is given, and set none on the implementation (Python: send self.redirect_uri and do not override it): never a constant or a URL put together from the host's own addresses."
  },
  {
    id: "AUT-4",
    level: "MUST",
    title: "state is present, bound to the flow, unguessable, and comes back unchanged",
    rationale:
      "The state is what tells the host whose callback it is. Where others can guess it they can slip their own account into a user's flow; where the host cannot read it the linking ends with an error page.",
    source: rfc6749("10.12"),
    fix: "Send the state that authorize is given, unchanged (Python: start from await super().async_generate_authorize_url(flow_id), whose state the host has signed). A flow's id is not a state."
  },
  {
    id: "AUT-5",
    level: "MUST",
    title: "No parameter of the authorization request is there twice",
    rationale:
      "Providers must refuse a request that has a parameter twice; those that do not pick one of the two, and not all the same one.",
    source: rfc6749("3.1"),
    fix: "Set parameters instead of appending them: url.searchParams.set(name, value) (Python: URL(url).update_query({...}) instead of adding text to the URL)."
  },
  {
    id: "AUT-6",
    level: "MUST",
    title: "The client secret is nowhere in the authorization URL, in any encoding",
    rationale:
      "The URL goes through the user's browser, its history and the logs of every proxy in between: the secret is public from then on.",
    source: rfc6749("2.3.1"),
    fix: "Send the secret only to the token endpoint: clientAuthentication: secretPost or secretBasic (Python: self.client_secret in _token_request, never in extra_authorize_data)."
  },
  {
    id: "AUT-7",
    level: "MUST",
    title: "A code_challenge is S256 of the verifier later sent, with its method named, and never plain",
    rationale:
      "With a wrong challenge the provider refuses every code; with a plain one, or one without its method, whoever sees the URL knows the verifier, and PKCE protects nothing.",
    source: rfc7636("4.2"),
    fix: "Use pkce: true of localImplementation (Python: subclass LocalOAuth2ImplementationWithPkce, and add to {**super().extra_authorize_data, ...} and {**super().extra_token_resolve_data, ...}). By hand: the challenge is the base64url encoding, without padding, of the SHA-256 of the verifier, and code_challenge_method is S256."
  },
  {
    id: "AUT-8",
    level: "MUST",
    title:
      "With PKCE, each flow has a fresh verifier of 43 to 128 unreserved characters and 256 bits of entropy",
    rationale:
      "A verifier that is used again or can be guessed lets whoever intercepts a code exchange it; one that is too short or has other characters is refused.",
    source: rfc7636("7.1"),
    fix: "Use makeCodeVerifier, or pkce: true of localImplementation (Python: LocalOAuth2ImplementationWithPkce.generate_code_verifier() or secrets.token_urlsafe(96)) once for each implementation: never at import, from an id or the time, or from a UUID, which has 122 bits."
  },
  {
    id: "AUT-9",
    level: "SHOULD",
    title: "Uses PKCE where the provider supports it",
    rationale:
      "Without PKCE, whoever sees the code in a log, a browser's history or another application can exchange it for a token. With PKCE only the one who asked for the code can. Judged only where the provider is known to support PKCE and the implementation is the module's own.",
    source: rfc9700("2.1.1"),
    fix: "TypeScript: localImplementation({ pkce: true }). Python: derive from LocalOAuth2ImplementationWithPkce instead of AuthImplementation or LocalOAuth2Implementation, and keep what its extra_authorize_data and extra_token_resolve_data give."
  },
  {
    id: "AUT-10",
    level: "MUST",
    title: "Extra parameters do not replace the core ones",
    rationale:
      "What a module adds to the authorization request overrides what the host puts there, so that an extra parameter with the name of a core one breaks every linking in a way that its author, with an account linked long ago, does not see. A replaced parameter is told from one that is wrong in another way by this: it has the same wrong value in two linkings with nothing in common, and for client_id and redirect_uri the exchange sends the right one. The rule on the parameter itself (AUT-1 to AUT-4) fails beside it.",
    source: oauth2Flow,
    fix: "Set no response_type, client_id, redirect_uri or state in an authorize of your own; authorizeParameters never replaces them (Python: take them out of extra_authorize_data)."
  },
  {
    id: "AUT-11",
    level: "SHOULD",
    title: "scope is well formed: space separated, no duplicates, legal characters",
    rationale:
      "A provider that is strict refuses a malformed scope, and one that is not grants less than was asked for. Commas are legal, as a few providers want them.",
    source: rfc6749("3.3"),
    fix: 'Give scopes as a list: scopes: ["read", "write"] (Python: " ".join(SCOPES) in extra_authorize_data, never str(SCOPES)).'
  },
  {
    id: "AUT-12",
    level: "SHOULD",
    title: "The authorization URL for an ordinary credential stays under 2,048 characters",
    rationale:
      "Longer URLs are cut or refused by some servers, proxies and browsers, and the user ends on an error page.",
    source: oauth2Flow,
    fix: "Ask for fewer scopes, and leave data that the provider does not need out of authorizeParameters (Python: extra_authorize_data)."
  },
  {
    id: "AUT-13",
    level: "SHOULD",
    title: "Asks for a refresh token where the provider gives one only when asked",
    rationale:
      "Without a refresh token the account works until the access token expires, mostly an hour, and then asks the user to sign in again, and again. Judged where the provider's own documents say how to ask.",
    source: rfc6749("1.5"),
    fix: 'Send what the provider wants, such as access_type=offline, token_access_type=offline, duration=permanent or the scope offline_access. TypeScript: authorizeParameters or scopes of localImplementation. Python: {**super().extra_authorize_data, "access_type": "offline"} in the implementation or in the config flow.'
  }
]
