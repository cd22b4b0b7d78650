/** What can be fixed in an integration's files without knowing what its author means. */
import { abortWords } from "../checks/pkg/PKG-5.ts"
import { isKnownKey, meantKey } from "../checks/pkg/PKG-6.ts"
import { descriptionIn, isReference } from "../reading/descriptions.ts"
import { manifestOf, textsOf } from "../reading/manifestOf.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration, JsonFile } from "../subject/Integration.ts"
import { memberOf, type Members, membersOf } from "../subject/members.ts"
import { renameMember, setList, setMember } from "./jsonEdits.ts"

/** A file as it is and as it would be: `before` is null where it is new. */
export interface FixedFile {
  readonly path: string
  readonly before: string | null
  readonly after: string
}

/**
 * Fixes what is mechanical: the manifest's dependency, version, misspelt keys and `config_flow`; words for abort reasons that a
 * supported version has none for; a description that lies in `strings.json` alone. Where it is applied again it changes nothing.
 * `left` says what is for the author to do.
 */
export const fixesFor = (
  integration: Integration,
  versions: ReadonlyArray<HomeAssistant>
): { readonly files: ReadonlyArray<FixedFile>; readonly left: ReadonlyArray<string> } => {
  const texts = fixedTexts(integration, versions)
  const files = [fixedManifest(integration), texts.file].filter((file) => file !== null)
  return { files: files.filter(({ after, before }) => after !== before), left: texts.left }
}

const component = "application_credentials"

const fixedManifest = (integration: Integration): FixedFile | null => {
  const { manifest } = integration
  if (manifest === null || manifestOf(integration) === null) return null
  const renamed = { ...manifest, text: withKnownKeys(manifest) }
  const after = [withDependency, withFlow, withVersion].reduce(
    (text, fix) => fix(text, membersOf(JSON.parse(text)) ?? {}, integration),
    renamed.text
  )
  return { path: manifest.path, before: manifest.text, after }
}

/** Home Assistant wants `domain` and `name` first, and the rest in the order of the alphabet. */
const after = (name: string) => (other: string) => !["domain", "name"].includes(other) && other > name

const withKnownKeys = ({ content, text }: JsonFile): string => {
  const names = Object.keys(membersOf(content) ?? {})
  const taken = new Set(names.filter(isKnownKey))
  return names.reduce((fixed, name) => {
    const meant = isKnownKey(name) ? undefined : meantKey(name)
    if (meant === undefined || taken.has(meant)) return fixed
    taken.add(meant)
    return renameMember(fixed, name, meant)
  }, text)
}

const withDependency = (text: string, members: Members): string => {
  const { after_dependencies: late, dependencies } = members
  if (textsOf(dependencies).includes(component)) return text
  if (dependencies !== undefined && !Array.isArray(dependencies)) return text
  const added = setList(
    text,
    ["dependencies"],
    [...textsOf(dependencies), component].toSorted(),
    after("dependencies")
  )
  const others = textsOf(late).filter((name) => name !== component)
  if (!textsOf(late).includes(component)) return added
  return others.length === 0
    ? setMember(added, ["after_dependencies"], undefined)
    : setList(added, ["after_dependencies"], others)
}

const withFlow = (text: string, { config_flow: flow }: Members, { siblings }: Integration): string => {
  const hasFlow = Object.keys(siblings).some((path) => /^config_flow\b/.test(path))
  const isMeant = flow === "true" || (flow === undefined && hasFlow)
  return isMeant ? setMember(text, ["config_flow"], true, after("config_flow")) : text
}

const withVersion = (text: string, { version }: Members, { kind }: Integration): string =>
  kind === "custom" && (version === undefined || version === "")
    ? setMember(text, ["version"], "0.1.0", after("version"))
    : text

/** Words for the reasons that Home Assistant's own flow ends with, and for those of its helpers. */
const words: { readonly [reason: string]: string } = {
  already_configured: "This account is linked already.",
  already_in_progress: "This account is being linked already.",
  authorize_url_timeout: "It took too long to find out where to sign in.",
  no_url_available: "Home Assistant has no address that the provider could lead back to.",
  oauth_error: "The provider sent an answer that could not be understood.",
  oauth_failed: "The provider gave no access.",
  oauth_implementation_unavailable: "The service that links accounts cannot be reached.",
  oauth_timeout: "The provider took too long to answer.",
  oauth_unauthorized: "The provider did not accept the client's ID or secret.",
  reauth_successful: "Your account is linked again.",
  reconfigure_successful: "Your account is linked anew.",
  unique_id_mismatch: "This is another account than the one that was linked.",
  user_rejected_authorize: "Access was declined."
}

/** The file of texts that everybody without a translation of their own is shown. */
const fixedTexts = (
  integration: Integration,
  versions: ReadonlyArray<HomeAssistant>
): { readonly file: FixedFile | null; readonly left: ReadonlyArray<string> } => {
  const { kind, strings, translations } = integration
  const isCore = kind === "core"
  const path = isCore ? "strings.json" : "translations/en.json"
  const there = isCore ? strings : (translations["en"] ?? null)
  if (there !== null && membersOf(there.content) === null) return { file: null, left: [] }
  const before = there?.text ?? null
  const base = before ?? newTexts(strings)
  const described = isCore ? base : withDescription(base, strings)
  const inNew = there ?? { path, content: JSON.parse(described), text: described }
  const read = isCore ? integration : { ...integration, translations: { ...translations, en: inNew } }
  const missing = new Set(versions.flatMap((version) => abortWords(read, version).missing))
  const known = [...missing].filter((reason) => words[reason] !== undefined && canBeWorded(described))
  const worded = known
    .toSorted()
    .reduce(
      (text, reason) =>
        setMember(text, ["config", "abort", reason], words[reason], (other) => other > reason),
      described
    )
  const left = [...missing]
    .filter((reason) => !known.includes(reason))
    .map((reason) => `Write words for ${reason} under config.abort of ${path}.`)
  const isEmpty = before === null && worded === "{}\n"
  return { file: isEmpty ? null : { path, before, after: worded }, left }
}

/** Whether there is an object for words, or nothing in its place. */
const canBeWorded = (text: string): boolean => {
  const config = memberOf(JSON.parse(text), "config")
  const abort = memberOf(config, "abort")
  return [config, abort].every((value) => value === undefined || membersOf(value) !== null)
}

/** The texts of `strings.json`, which custom integrations do not load; none that refer to others, which stay unresolved there. */
const newTexts = (strings: JsonFile | null): string =>
  strings === null || membersOf(strings.content) === null || isReference(strings.text) ? "{}\n" : strings.text

const withDescription = (text: string, strings: JsonFile | null): string => {
  const description = strings === null ? null : descriptionIn(strings)
  if (description === null || isReference(description)) return text
  const section = memberOf(JSON.parse(text), component)
  const isFree =
    section === undefined || (membersOf(section) !== null && memberOf(section, "description") === undefined)
  return isFree ? setMember(text, [component, "description"], description, after("")) : text
}
