import type { Requirement } from "../Requirement.ts"
import { oauth2Flow, rfc6749, rfc7636, rfc9700 } from "../sources.ts"

/** The requirements of family TOK. */
export const tok: ReadonlyArray<Requirement> = [
  {
    id: "TOK-1",
    level: "MUST",
    title: "The code is exchanged by a form-encoded POST to the declared token endpoint",
    rationale:
      "A provider does not read a code from a query or another format, and what is in a URL ends up in logs.",
    source: rfc6749("4.1.3"),
    fix: "Send the parameters as the form body of a POST to the server's token URL. TypeScript: codeGrantRequest and sendTokenRequest do. Python: await session.post(self.token_url, data=data), never params= or json=."
  },
  {
    id: "TOK-2",
    level: "MUST",
    title: "grant_type is authorization_code, and the code is sent unchanged, for any code",
    rationale:
      "Codes hold characters such as / and +. One that is mangled on the way is refused, for some users and not for others.",
    source: rfc6749("4.1.3"),
    fix: "Hand the code on as it came and let the form encoder encode it. TypeScript: codeGrantRequest or URLSearchParams. Python: data={...} with external_data['code'], no quoting by hand."
  },
  {
    id: "TOK-3",
    level: "MUST",
    title: "The redirect URI of the exchange is that of the authorization request",
    rationale: "A provider compares the two, and refuses the code where they differ.",
    source: rfc6749("4.1.3"),
    fix: "TypeScript: send the redirectUri that exchange is given. Python: send external_data['state']['redirect_uri'], not a constant and not a URL made anew."
  },
  {
    id: "TOK-4",
    level: "MUST",
    title: "The client authenticates by exactly one method, and its secret is never in the URL",
    rationale:
      "Providers refuse a request that authenticates twice or not at all, and a secret in a URL ends up in logs.",
    source: rfc6749("2.3"),
    fix: "Send either HTTP Basic or client_id with client_secret in the body; a public client sends its client_id and uses PKCE. TypeScript: clientAuthentication: secretBasic, secretPost or none. Python: when _token_request adds an Authorization header, leave client_secret out of data."
  },
  {
    id: "TOK-5",
    level: "MUST",
    title: "HTTP Basic carries the form-encoded id and secret, for any credential",
    rationale:
      "An id or secret with a character such as %, + or : does not arrive as it is, and its owner cannot link an account.",
    source: rfc6749("2.3.1"),
    fix: "Form-encode both before they are joined. TypeScript: clientAuthentication: secretBasic. Python: base64.b64encode(f'{quote_plus(client_id)}:{quote_plus(client_secret)}'.encode()); aiohttp's BasicAuth does not encode, so give it encoded values."
  },
  {
    id: "TOK-6",
    level: "MUST",
    title: "With PKCE the verifier of this flow is sent, and no other",
    rationale:
      "A provider that was sent a challenge refuses a code without the verifier that belongs to it, and many refuse a verifier that nothing asked for.",
    source: rfc7636("4.5"),
    fix: "TypeScript: send the codeVerifier that exchange is given (localImplementation with pkce: true does). Python: subclass LocalOAuth2ImplementationWithPkce, and merge with super() when you override extra_authorize_data or extra_token_resolve_data."
  },
  {
    id: "TOK-7",
    level: "MUST",
    title: "A success is returned whole: both tokens, the scope and members that OAuth does not know",
    rationale:
      "Without its refresh token an account stops working within hours, and the integration finds other members missing, such as a user's id.",
    source: rfc6749("5.1"),
    fix: "Return the answer's whole mapping. TypeScript: tokenFromResponse keeps unknown members in extra. Python: return the awaited response.json(), not a new dict of a few members."
  },
  {
    id: "TOK-8",
    level: "MUST",
    title: "expires_in ends up a number: as a number, as a numeric string, or filled in where none comes",
    rationale:
      "The host counts the expiry from it; without a number the linking ends with an error after the user has consented.",
    source: oauth2Flow,
    fix: "TypeScript: localImplementation does it, with defaultExpiresIn where the provider's tokens last longer. Python: token.setdefault('expires_in', 3600) in _token_request, once the answer is known to be a token."
  },
  {
    id: "TOK-9",
    level: "MUST",
    title: "An OAuth error response with a 4xx status fails with the host's re-authentication error",
    rationale:
      "Any other error is shown as a failure of the integration, and the user is not asked to link again.",
    source: oauth2Flow,
    fix: "TypeScript: fail with ReauthenticationRequired (processTokenResponse does). Python: raise OAuth2TokenRequestReauthError for a 4xx other than 429, or leave _token_request to the base class: raise_for_status alone raises a plain ClientResponseError."
  },
  {
    id: "TOK-10",
    level: "MUST",
    title: "429 and any 5xx fail as transient, whatever the body",
    rationale:
      "A provider that is busy for a minute must not cost a user the account: the host tries again later only if told that it may.",
    source: oauth2Flow,
    fix: "Look at the status before the body. TypeScript: fail with TokenEndpointUnavailable (processTokenResponse does). Python: raise OAuth2TokenRequestTransientError for 429 and from 500, or leave _token_request to the base class."
  },
  {
    id: "TOK-11",
    level: "MUST",
    title: "An error in the body of a 200 fails",
    rationale:
      "Providers such as GitHub and Slack report errors so. Taken for a token, it becomes an account that never works.",
    source: oauth2Flow,
    fix: "Look for the member error before anything else, and never fill in members of an answer that has it. TypeScript: processTokenResponse does. Python: if token.get('error'): raise OAuth2TokenRequestReauthError(...)."
  },
  {
    id: "TOK-12",
    level: "MUST",
    title: "A body that is HTML, empty, truncated, of the wrong types or huge fails, and no token is made up",
    rationale:
      "A proxy's or a maintenance page taken for a token becomes an account that never works, and a body without end fills the memory.",
    source: oauth2Flow,
    fix: "Decode the answer before you use it, within a limit of size: a JSON object whose access_token is a non-empty string. TypeScript: sendTokenRequest does. Python: let ContentTypeError through, and turn JSONDecodeError or a missing access_token into a ClientError."
  },
  {
    id: "TOK-13",
    level: "MUST",
    title: "No connection and no answer fail within the host's limit: nothing hangs",
    rationale: "Else the dialog turns for ever, or an account is stored that has no token.",
    source: oauth2Flow,
    fix: "Let the HTTP client's errors and the host's cancellation through: no bare except, no retry without end. TypeScript: no uninterruptible wait; sendTokenRequest has a limit of its own."
  },
  {
    id: "TOK-14",
    level: "MUST",
    title: "A code is sent once, whatever the answer",
    rationale:
      "A provider that sees a code twice takes it for stolen, and revokes the tokens that it gave for it.",
    source: rfc6749("4.1.2"),
    fix: "Do not retry the exchange: fail, and let the user start again. Leave retries to requests that are safe to repeat."
  },
  {
    id: "TOK-15",
    level: "MUST",
    title: "A redirect of the token endpoint to another origin takes no secret, code or verifier along",
    rationale:
      "Whoever the endpoint is made to redirect to would get all that it needs to take the account over.",
    source: rfc9700("4.12"),
    fix: "Do not follow redirects of the token endpoint. TypeScript: fetch with redirect: 'manual' (sendTokenRequest does). Python: session.post(..., allow_redirects=False), and fail on a 3xx."
  },
  {
    id: "TOK-16",
    level: "SHOULD",
    title: "The client authenticates by a method that the provider's documents name",
    rationale:
      "A provider that takes HTTP Basic only refuses an id and secret in the body, which is what Home Assistant's own implementation sends: nobody can link an account. Judged where the provider's own documents name its methods.",
    source: rfc6749("2.3.1"),
    fix: 'Authenticate as the provider documents it. TypeScript: clientAuthentication of localImplementation. Python: a _token_request of your own, with client_auth(data, client_id, client_secret, "client_secret_basic") of homeassistant.helpers.oauth2 for HTTP Basic.'
  }
]
