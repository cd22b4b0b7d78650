/** The texts that requirements come from. */

const rfc = (number: number, section: string) => ({
  name: `RFC ${number}, section ${section}`,
  url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`
})

/** OAuth 2.0. */
export const rfc6749 = (section: string) => rfc(6749, section)

/** Proof Key for Code Exchange (PKCE). */
export const rfc7636 = (section: string) => rfc(7636, section)

/** OAuth 2.0 authorization server metadata. */
export const rfc8414 = (section: string) => rfc(8414, section)

/** OAuth 2.0 security best current practice. */
export const rfc9700 = (section: string) => rfc(9700, section)

/** Home Assistant's developer documentation, "Application credentials". */
export const applicationCredentialsPlatform = {
  name: "Home Assistant, Application credentials",
  url: "https://developers.home-assistant.io/docs/core/platform/application_credentials"
}

/** Home Assistant's developer documentation, "Integration manifest". */
export const manifest = {
  name: "Home Assistant, Integration manifest",
  url: "https://developers.home-assistant.io/docs/creating_integration_manifest"
}

/** Home Assistant's OAuth 2 flow and implementations, `homeassistant/helpers/config_entry_oauth2_flow.py`. */
export const oauth2Flow = {
  name: "Home Assistant, helpers/config_entry_oauth2_flow.py",
  url: "https://github.com/home-assistant/core/blob/dev/homeassistant/helpers/config_entry_oauth2_flow.py"
}

/** Home Assistant's component, `homeassistant/components/application_credentials/__init__.py`. */
export const component = {
  name: "Home Assistant, components/application_credentials",
  url: "https://github.com/home-assistant/core/blob/dev/homeassistant/components/application_credentials/__init__.py"
}

/** Special-use domain names. */
export const rfc6761 = (section: string) => rfc(6761, section)

/** Home Assistant's developer documentation, "Blocking operations with asyncio". */
export const blockingOperations = {
  name: "Home Assistant, Blocking operations with asyncio",
  url: "https://developers.home-assistant.io/docs/asyncio_blocking_operations"
}

/** Home Assistant's developer documentation, "Custom integration localization". */
export const customLocalization = {
  name: "Home Assistant, Custom integration localization",
  url: "https://developers.home-assistant.io/docs/internationalization/custom_integration"
}

/** Home Assistant's developer documentation, "Backend localization". */
export const backendLocalization = {
  name: "Home Assistant, Backend localization",
  url: "https://developers.home-assistant.io/docs/internationalization/core"
}

/** Home Assistant's check of manifests, `script/hassfest/manifest.py`. */
export const manifestSchema = {
  name: "Home Assistant, hassfest/manifest.py",
  url: "https://github.com/home-assistant/core/blob/dev/script/hassfest/manifest.py"
}

/** Home Assistant's developer documentation, "Integration diagnostics". */
export const diagnostics = {
  name: "Home Assistant, Integration diagnostics",
  url: "https://developers.home-assistant.io/docs/core/integration/diagnostics"
}

/** Home Assistant's developer documentation, "Config flow". */
export const configFlow = {
  name: "Home Assistant, Config flow",
  url: "https://developers.home-assistant.io/docs/core/integration/config_flow"
}

/** Home Assistant's developer documentation, "Config flow", on re-authentication. */
export const reauthentication = {
  name: "Home Assistant, Config flow: Reauthentication",
  url: "https://developers.home-assistant.io/docs/core/integration/config_flow#reauthentication"
}

/** Home Assistant's developer documentation, "Config flow", on unique ids. */
export const uniqueIds = {
  name: "Home Assistant, Config flow: Unique IDs",
  url: "https://developers.home-assistant.io/docs/core/integration/config_flow#unique-ids"
}
