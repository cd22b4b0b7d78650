/** Where the credentials dialog's description lies, and where it only seems to. */
import type { Integration, JsonFile } from "../subject/Integration.ts"
import { memberOf, membersOf } from "../subject/members.ts"

/** A description that is shown to people. */
export interface Description {
  /** The file that it is in, such as `translations/de.json`. */
  readonly path: string
  readonly language: string
  readonly text: string
}

/**
 * The descriptions that are loaded, English first: those of a custom integration's translations, or the one of a core
 * integration's `strings.json`.
 *
 * @see homeassistant/helpers/translation.py
 */
export const loadedDescriptions = (integration: Integration): ReadonlyArray<Description> =>
  loadedFiles(integration).flatMap(({ file, language }) => {
    const text = descriptionIn(file)
    return text === null ? [] : [{ path: file.path, language, text }]
  })

/**
 * The descriptions that are loaded, or else the one of a custom integration's `strings.json`, which is never loaded (PLH-5)
 * and was meant all the same.
 */
export const intendedDescriptions = (integration: Integration): ReadonlyArray<Description> => {
  const loaded = loadedDescriptions(integration)
  const { strings } = integration
  const text = strings === null ? null : descriptionIn(strings)
  return loaded.length > 0 || strings === null || text === null
    ? loaded
    : [{ path: strings.path, language: "en", text }]
}

/** The file whose description everybody without a translation of their own is shown, or null. */
export const referenceFile = ({ kind, strings, translations }: Integration): JsonFile | null =>
  kind === "core" ? strings : (translations["en"] ?? null)

/** The path of the file in which a description belongs. */
export const referencePath = ({ kind }: Integration): string =>
  kind === "core" ? "strings.json" : "translations/en.json"

const loadedFiles = (integration: Integration) => {
  const reference = referenceFile(integration)
  const english = reference === null ? [] : [{ language: "en", file: reference }]
  const others = Object.keys(integration.translations)
    .filter((language) => language !== "en")
    .toSorted()
    .flatMap((language) => {
      const file = integration.translations[language]
      return file === undefined ? [] : [{ language, file }]
    })
  return [...english, ...others]
}

/** The description of a file at the place where it is looked for, or null. */
export const descriptionIn = ({ content }: JsonFile): string | null => {
  const text = memberOf(memberOf(content, "application_credentials"), "description")
  return typeof text === "string" ? text : null
}

/** Whether a text refers to another string, which the host resolves in core integrations' texts only. */
export const isReference = (text: string): boolean => /\[%key:[^%\]]+%\]/.test(text)

/** Where else in a file a description lies, such as `config.application_credentials.description`, or null. */
export const strayDescription = ({ content }: JsonFile, domain: string): string | null => {
  if (typeof memberOf(content, "application_credentials") === "string") return "application_credentials"
  for (const parent of ["config", "options", "component", "integration", domain]) {
    const section = memberOf(memberOf(content, parent), "application_credentials")
    if (typeof section === "string") return `${parent}.application_credentials`
    if (typeof memberOf(section, "description") === "string") {
      return `${parent}.application_credentials.description`
    }
  }
  const inside = membersOf(memberOf(content, "application_credentials")) ?? {}
  const deeper = Object.keys(inside).find((name) => typeof memberOf(inside[name], "description") === "string")
  return deeper === undefined ? null : `application_credentials.${deeper}.description`
}
