import type { Requirement } from "../Requirement.ts"
import { diagnostics, rfc6749, rfc9700 } from "../sources.ts"

/** The requirements of family SEC. */
export const sec: ReadonlyArray<Requirement> = [
  {
    id: "SEC-1",
    level: "MUST",
    title: "Client secret, code, verifier and tokens are in no log line at any level",
    rationale:
      "Users post their logs when they ask for help, debug level included. Whoever reads them has the account.",
    source: rfc9700("4.2"),
    fix: "Log what happened and where, not what was sent: keep secrets Redacted, which print as such (Python: do not log data, headers, token or await resp.text(); log resp.status and the error code)."
  },
  {
    id: "SEC-2",
    level: "MUST",
    title: "Client secret, code, verifier and tokens are in no error's message, cause or printed form",
    rationale:
      "Errors end in logs, in the interface and in reports of others' making, and take their secrets along.",
    source: rfc9700("4.2"),
    fix: 'Put the status and the error code into the message, and neither the request nor the token. TypeScript: leave secrets Redacted. Python: no f"... {data}" in the message, and no raise ... from an error that holds them.'
  },
  {
    id: "SEC-3",
    level: "MUST",
    title: "Client secret, code, verifier and tokens are sent to no origin but the declared ones",
    rationale:
      "The user trusts the provider whose endpoints the module declares, and nobody else. Whoever else gets the secret or a token can act as the user.",
    source: rfc9700("4.10"),
    fix: "Send token requests to the declared tokenUrl only, through the host's HTTP client (Python: async_get_clientsession(self.hass).post(self.token_url, ...)), and leave out relays, telemetry and other hosts."
  },
  {
    id: "SEC-4",
    level: "MUST",
    title: "No secret is a constant in any file of the integration",
    rationale:
      "The source is public, and so is a secret in it: anybody can pose as that client, the provider may revoke it for everybody at once, and the user's own credential goes unused.",
    source: rfc6749("10.1"),
    fix: 'Take the secret from the credential that the hook is given, and revoke the one that was published. A client without a secret is a public one: clientAuthentication: none, with PKCE (Python: client_secret="" with LocalOAuth2ImplementationWithPkce).'
  },
  {
    id: "SEC-5",
    level: "MUST",
    title: "Every token request verifies the server's certificate",
    rationale:
      "Without it, whoever is on the way between the user and the provider can pose as the provider and gets the client secret, the code and the tokens.",
    source: rfc6749("3.2"),
    fix: "Leave the verification of certificates on. Python: no ssl=False, no verify_ssl=False and no unverified SSL context with async_get_clientsession(hass). TypeScript: send token requests through the host's HttpClient, with no rejectUnauthorized: false and no NODE_TLS_REJECT_UNAUTHORIZED."
  },
  {
    id: "SEC-6",
    level: "MUST",
    title: "The client secret is not in the token that the host stores",
    rationale:
      "The token is in the account's config entry: in backups, in diagnostics and in what other code of the integration logs. The secret belongs in the credential alone, which users can replace.",
    source: rfc9700("4.2"),
    fix: "Return the provider's answer and nothing else from the exchange and the refresh. Who needs the secret later takes it from the credential (Python: self.client_secret; TypeScript: credential.clientSecret)."
  },
  {
    id: "SEC-7",
    level: "SHOULD",
    title: "Diagnostics redact the token and the client secret",
    rationale:
      "Users attach diagnostics to public issues, as they are asked to. A token in them is an account given away.",
    source: diagnostics,
    fix: 'Python: return async_redact_data(entry.as_dict(), {"token", "client_secret"}) in diagnostics.py, so that no copy of entry.data leaves it as it is.'
  }
]
