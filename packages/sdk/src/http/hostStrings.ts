/** The texts that the host has for all integrations: why a flow ends. */
import type { AbortReason } from "../domain/FlowResult.ts"
import type { Integration } from "../services/Integrations.ts"

type Reasons = { readonly [reason in AbortReason]: string }

const en: Reasons = {
  missing_credentials: "Enter the application credential that the service gave you.",
  missing_configuration: "This integration is not set up to link accounts. Tell those who run this host.",
  oauth_implementation_unavailable:
    "The application credential is gone, or cannot be used now. Check it, or try again later.",
  authorize_url_timeout: "The service took too long to begin. Try again.",
  no_url_available:
    "This host has no address that the service could send you back to. Tell those who run it.",
  user_rejected_authorize: "The service was not allowed access. Start again if you want to link the account.",
  oauth_timeout: "The service did not answer in time. Try again.",
  oauth_unauthorized:
    "The service refused. Check the client ID and the secret of the credential, and start again.",
  oauth_failed: "The service gave no access. Try again later.",
  oauth_error: "The service answered with something that cannot be used. Tell the integration's authors.",
  missing_scopes: "The service was not allowed to give all that is needed. Start again, and allow it there.",
  already_configured: "This account is linked already.",
  already_in_progress: "This account is being linked already. Finish that first.",
  reauth_successful: "The account is linked again.",
  reconfigure_successful: "The account is linked again.",
  wrong_account: "This is another account than the one to link again. Log in to the service with that one."
}

const de: Reasons = {
  missing_credentials: "Gib die Zugangsdaten ein, die der Dienst dir gegeben hat.",
  missing_configuration:
    "Diese Integration ist nicht dafür eingerichtet, Konten zu verknüpfen. Wende dich an den Betreiber.",
  oauth_implementation_unavailable:
    "Die Zugangsdaten fehlen oder sind gerade nicht nutzbar. Prüfe sie oder versuche es später noch einmal.",
  authorize_url_timeout: "Der Dienst hat zu lange gebraucht. Versuche es noch einmal.",
  no_url_available:
    "Es gibt keine Adresse, zu der der Dienst dich zurückschicken könnte. Wende dich an den Betreiber.",
  user_rejected_authorize:
    "Der Zugriff wurde nicht erlaubt. Beginne von vorn, wenn du das Konto verknüpfen willst.",
  oauth_timeout: "Der Dienst hat nicht rechtzeitig geantwortet. Versuche es noch einmal.",
  oauth_unauthorized:
    "Der Dienst hat abgelehnt. Prüfe Client-ID und Geheimnis der Zugangsdaten und beginne von vorn.",
  oauth_failed: "Der Dienst hat keinen Zugriff gegeben. Versuche es später noch einmal.",
  oauth_error: "Die Antwort des Dienstes ist unbrauchbar. Melde es den Autoren der Integration.",
  missing_scopes: "Dem Dienst wurde nicht alles erlaubt, was nötig ist. Fang neu an und erlaube es dort.",
  already_configured: "Dieses Konto ist schon verknüpft.",
  already_in_progress: "Dieses Konto wird gerade verknüpft. Schließe das zuerst ab.",
  reauth_successful: "Das Konto ist wieder verknüpft.",
  reconfigure_successful: "Das Konto ist neu verknüpft.",
  wrong_account:
    "Das ist ein anderes Konto als das, das neu verknüpft werden soll. Melde dich beim Dienst mit jenem an."
}

/**
 * The texts by language, as an integration has them: `config.abort` has a sentence for each reason.
 */
export const hostStrings: NonNullable<Integration["strings"]> = {
  en: { config: { abort: en } },
  de: { config: { abort: de } }
}
