import type { Requirement } from "../Requirement.ts"
import { applicationCredentialsPlatform, component, customLocalization } from "../sources.ts"

/** The requirements of family PLH. */
export const plh: ReadonlyArray<Requirement> = [
  {
    id: "PLH-1",
    level: "MUST",
    title: "The placeholders are a mapping of strings to strings, given without I/O and without failing",
    rationale:
      "Home Assistant asks all integrations for their placeholders in one command. One that fails or hangs takes the credentials dialog of all of them along.",
    source: component,
    fix: "TypeScript: getDescriptionPlaceholders: () => Effect.succeed({ console_url: 'https://...' }). Python: async_get_description_placeholders(hass) returns a dict of str to str, with hass.data.get(...) and fallbacks instead of what may be missing."
  },
  {
    id: "PLH-2",
    level: "MUST",
    title: "Every placeholder in the description is provided, in every translation",
    rationale: "A text with a placeholder that has no value cannot be shown: users see an error or nothing.",
    source: applicationCredentialsPlatform,
    fix: "Return each {name} of application_credentials.description from the placeholders hook (TypeScript: getDescriptionPlaceholders; Python: async_get_description_placeholders), and keep the names as they are in every language."
  },
  {
    id: "PLH-3",
    level: "SHOULD",
    title: "Every provided placeholder is used in the English description",
    rationale:
      "A link that was meant to help is never seen, mostly because one of the two names is misspelt.",
    source: applicationCredentialsPlatform,
    fix: "Use {name} in application_credentials.description (custom: translations/en.json; core: strings.json), or remove it from the hook, in either language."
  },
  {
    id: "PLH-4",
    level: "MUST",
    title: "Placeholders that are links are absolute https URLs",
    rationale:
      "The dialog shows them as links. A relative one leads into Home Assistant, and one with http asks users for their provider account on an open connection.",
    source: applicationCredentialsPlatform,
    fix: "Write the whole URL, from https:// on, in either language. A value to copy, such as the host's own redirect URI, is no link."
  },
  {
    id: "PLH-5",
    level: "MUST",
    title: "Placeholders have a description, and a description is where it is loaded",
    rationale:
      "Custom integrations never load strings.json. A description there, or in the wrong place of the right file, is never shown, and users do not know where to get a credential.",
    source: customLocalization,
    fix: 'Put { "application_credentials": { "description": "..." } } at the top level of translations/en.json (core integrations: strings.json), whatever the module\'s language.'
  },
  {
    id: "PLH-6",
    level: "SHOULD",
    title:
      "The description says where to make a client and which redirect URI to register, or links to a page that does",
    rationale:
      "The dialog asks for an id and a secret that the user does not have yet. Without a word on where they come from, most give up or register the wrong redirect URI.",
    source: applicationCredentialsPlatform,
    fix: "Name the provider's developer page and the redirect URI in application_credentials.description, best as links from placeholders (Python: async_get_description_placeholders; TypeScript: getDescriptionPlaceholders)."
  }
]
