import type { Requirement } from "../Requirement.ts"
import {
  backendLocalization,
  configFlow,
  oauth2Flow,
  reauthentication,
  rfc9700,
  uniqueIds
} from "../sources.ts"

/** The requirements of family FLO. */
export const flo: ReadonlyArray<Requirement> = [
  {
    id: "FLO-1",
    level: "MUST",
    title: "A handler of the host's OAuth 2 flow is registered for the integration's domain, and can be made",
    rationale:
      "Without it the integration cannot be added: Home Assistant finds no handler for the domain, or fails to make it, as for a handler without DOMAIN or logger.",
    source: oauth2Flow,
    fix: "class OAuth2FlowHandler(AbstractOAuth2FlowHandler, domain=DOMAIN), with DOMAIN = DOMAIN in its body and a property logger. TypeScript modules have no config flow: the SDK's LinkingFlow is theirs."
  },
  {
    id: "FLO-2",
    level: "MUST",
    title: "A granted authorization ends in an entry, or in an abort on purpose, never in an error",
    rationale:
      "The user has linked the account at the provider, and then the dialog says that an unknown error occurred. Nothing is set up, and nothing says what to do.",
    source: configFlow,
    fix: "Catch what the flow's own requests and reading of the answers can raise, and end with self.async_abort(reason=...) and words for it."
  },
  {
    id: "FLO-3",
    level: "MUST",
    title: "The entry can be used: it holds the exchanged token and the key of an implementation",
    rationale:
      'OAuth2Session reads the token at entry.data["token"], and finds its implementation by entry.data["auth_implementation"]. An entry without them is added, and then never set up.',
    source: oauth2Flow,
    fix: "Hand all of what async_oauth_create_entry is given to async_create_entry: data={**data, ...}."
  },
  {
    id: "FLO-4",
    level: "MUST",
    title: "Re-authentication with the same account puts the new token into the entry that it started from",
    rationale:
      "Home Assistant asks the user to link the account again as its token is lost. If the flow makes another entry, or leaves the old token, the account stays broken and devices are there twice.",
    source: reauthentication,
    fix: "In async_oauth_create_entry: if self.source == SOURCE_REAUTH: return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)."
  },
  {
    id: "FLO-5",
    level: "SHOULD",
    title: "The flow has a re-authentication step where the integration keeps an OAuth2Session",
    rationale:
      "Refresh tokens are lost: they expire, and users revoke them. Without async_step_reauth the user has to remove the integration and to add it again, and loses what is built on its devices.",
    source: reauthentication,
    fix: "Add async_step_reauth, which shows a form reauth_confirm and then continues with async_step_user, and update the entry in async_oauth_create_entry."
  },
  {
    id: "FLO-6",
    level: "SHOULD",
    title: "Re-authentication with another account changes and makes nothing",
    rationale:
      "A user who is logged in at the provider as somebody else puts the other account's token into this entry: its devices become the other account's.",
    source: reauthentication,
    fix: 'In async_oauth_create_entry: await self.async_set_unique_id(account_id), then self._abort_if_unique_id_mismatch(reason="wrong_account") before the entry is updated.'
  },
  {
    id: "FLO-7",
    level: "SHOULD",
    title: "Linking the same account twice makes no second entry",
    rationale:
      "With two entries for one account users see every device twice, and a refresh of one entry can end the token of the other.",
    source: uniqueIds,
    fix: 'In async_oauth_create_entry: await self.async_set_unique_id(account_id) and self._abort_if_unique_id_configured(), outside of any except Exception. Where there is one account at most, "single_config_entry": true in the manifest.'
  },
  {
    id: "FLO-8",
    level: "MUST",
    title: "Token, code and client secret are in no log line of flow and set-up",
    rationale:
      "Users put their logs into issues and forums. Whoever reads a token there has the account until it is revoked.",
    source: rfc9700("4.3"),
    fix: "Log that an account is linked, never data, entry.data, the token or the credential. Of a token at most sorted(token)."
  },
  {
    id: "FLO-9",
    level: "SHOULD",
    title: "Every step and every abort reason that a user comes to has words",
    rationale:
      "The dialog shows an empty form, or a key such as wrong_account, and the user does not know what it asks or why it ended.",
    source: backendLocalization,
    fix: "In strings.json, and in translations/en.json of a custom integration: config.step.STEP with title, description and data, and config.abort.REASON. pick_implementation is shown once there are two credentials. The step that opens the provider's page needs none."
  },
  {
    id: "FLO-10",
    level: "SHOULD",
    title:
      "What the flow adds to the authorization URL keeps the core parameters and PKCE, and is well formed",
    rationale:
      "The flow's extra_authorize_data wins over what the implementation has set. A state or a redirect URI of its own brings the user back to a page that cannot continue, and another code challenge ends the exchange.",
    source: oauth2Flow,
    fix: "Return only the provider's own parameters from extra_authorize_data, such as scope: names with one space in between, each once."
  },
  {
    id: "FLO-11",
    level: "SHOULD",
    title: "Set-up lets the host's errors of a refresh through",
    rationale:
      "Home Assistant asks the user to link an account again where its token is refused, and tries again later where the provider is down. A set-up that returns False, or turns one into the other, leaves the account broken, or asks users for nothing.",
    source: reauthentication,
    fix: "On 2026.10 catch none of the token request's errors in async_setup_entry. Up to 2026.9 raise ConfigEntryAuthFailed for OAuth2TokenRequestReauthError, and ConfigEntryNotReady for the others.",
    versions:
      "Since 2026.10 the host's errors say by themselves whether to try again or to ask the user. Up to 2026.9 set-up has to turn them into the errors of config entries."
  }
]
