import type { Requirement } from "../Requirement.ts"
import { backendLocalization, manifest, manifestSchema } from "../sources.ts"

/** The requirements of family PKG. */
export const pkg: ReadonlyArray<Requirement> = [
  {
    id: "PKG-1",
    level: "MUST",
    title: "The manifest depends on application_credentials",
    rationale:
      "Home Assistant finds the integrations with a module by this dependency. Without it the dialog does not offer the integration, and the flow ends with missing_configuration.",
    source: manifest,
    fix: 'In manifest.json: "dependencies": ["application_credentials"]. after_dependencies does not do. It is the same for TypeScript and Python.'
  },
  {
    id: "PKG-2",
    level: "MUST",
    title: "The manifest's domain is the folder's name, and config_flow is true",
    rationale:
      "Home Assistant looks an integration up by its folder, and offers only those with a config flow in the interface, where accounts are linked.",
    source: manifest,
    fix: 'In manifest.json: "domain" as the folder is named, and "config_flow": true (not a string). It is the same for TypeScript and Python.'
  },
  {
    id: "PKG-3",
    level: "MUST",
    title: "A custom integration has a valid version and translations/en.json",
    rationale:
      "Home Assistant does not load a custom integration whose version it cannot read. Without English texts, users see the names of texts in place of the texts.",
    source: manifest,
    fix: 'In manifest.json: "version": "1.0.0" (calendar versions and a leading v are fine). Put the texts in translations/en.json: strings.json is for core integrations. It is the same for TypeScript and Python.'
  },
  {
    id: "PKG-4",
    level: "MUST",
    title: "Third-party imports of the module are in the manifest's requirements",
    rationale:
      "Home Assistant installs what the requirements name. Without it the import fails on every installation but the author's.",
    source: manifest,
    fix: 'Python: add the package with its version to "requirements" in manifest.json, such as "pymiele==0.2.0". What Home Assistant itself brings (aiohttp, yarl, voluptuous, ...) needs none. TypeScript: it is package.json that names them.'
  },
  {
    id: "PKG-5",
    level: "SHOULD",
    title:
      "The config strings cover the abort reasons that the flow can end with and the host does not word itself",
    rationale:
      "A flow that ends with a reason without words shows users a raw key, at the very moment when they need to know what went wrong.",
    source: backendLocalization,
    fix: 'Give words for each reason under config.abort of translations/en.json (core: strings.json, where "[%key:common::config_flow::abort::oauth2_error%]" and the like will do). It is the same for TypeScript and Python.',
    versions:
      "Since 2026.10 Home Assistant words the usual reasons of the linking flow itself, such as oauth_error and reauth_successful. Up to 2026.9 the integration has to word them all."
  },
  {
    id: "PKG-6",
    level: "SHOULD",
    title: "The manifest has no unknown keys",
    rationale: "An unknown key does nothing, mostly because it is misspelt: what it was to say goes unheard.",
    source: manifestSchema,
    fix: "Correct or remove the key in manifest.json. What HACS needs belongs in hacs.json. It is the same for TypeScript and Python."
  }
]
