/** Finds the place of a failure in an integration's files: each has one, so that it can be shown beside the code. */
import { findNodeAtLocation, parseTree } from "jsonc-parser"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Place } from "../catalog/Verdict.ts"
import type { Integration, JsonFile } from "../subject/Integration.ts"
import { withoutComments } from "./sourceText.ts"

/** A position in a file, before the lines around it are read. */
type Spot = Omit<Place, "code">

/**
 * The place that a check names, or the nearest definition where it names none. `where` is a file with a line
 * (`config_flow.py:12`), a member of a JSON file by its pointer (`manifest.json#/dependencies`), or a file alone.
 */
export const placeOf = (
  id: RequirementId,
  where: string | null,
  integration: Integration,
  redact: (text: string) => string
): Place => {
  const spot = (where === null ? null : spotNamed(where, integration)) ?? nearestSpot(id, integration)
  return { ...spot, code: codeAround(spot, integration, redact) }
}

/** The spot that is named, or null for a member of a file that is not there. */
const spotNamed = (where: string, integration: Integration): Spot | null => {
  const [, file = where, pointer, line = "1"] = /^(.*?)(?:#(\/.*)|:(\d+))?$/s.exec(where) ?? []
  if (pointer === undefined) return { file, line: Math.max(1, Number(line)) }
  const json = jsonFilesOf(integration).find(({ path }) => path === file)
  return json === undefined ? null : memberSpot(json, pointer)
}

/** The key of a member of a JSON file, or the nearest of those above it that is there. */
const memberSpot = ({ path, text }: JsonFile, pointer: string): Spot => {
  const tree = parseTree(text)
  const names = pointer.split("/").slice(1)
  for (let depth = names.length; tree !== undefined && depth > 0; depth--) {
    const member = findNodeAtLocation(tree, names.slice(0, depth).map(unescapePointer))
    if (member !== undefined) return spotAt(path, text, (member.parent ?? member).offset)
  }
  return { file: path, line: 1 }
}

const unescapePointer = (name: string): string => name.replaceAll("~1", "/").replaceAll("~0", "~")

/** A name as a part of a JSON pointer (RFC 6901). */
export const escapePointer = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1")

const spotAt = (file: string, text: string, offset: number): Spot => {
  const before = text.slice(0, offset).split("\n")
  return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** How each language defines what a requirement can be about. */
const definitions = {
  server: [/\basync_get_authorization_server\b/, /\bgetAuthorizationServer\b/],
  implementation: [/\basync_get_auth_implementation\b/, /\bgetAuthImplementation\b/],
  placeholders: [/\basync_get_description_placeholders\b/, /\bgetDescriptionPlaceholders\b/],
  credential: [/\basync_get_client_credential\b/, /\bgetClientCredential\b/],
  class: [/^class \w*Implementation\b|^class \w+\([^)]*Implementation\b/m, /\bclass \w+|\bImplementation\b/],
  authorize: [/\bdef async_generate_authorize_url\b|\bdef extra_authorize_data\b/, /\bauthorize\s*[:(=]/],
  exchange: [/\bdef async_resolve_external_data\b|\bdef _token_request\b/, /\bexchange\s*[:(=]/],
  refresh: [/\bdef _?async_refresh_token\b/, /\brefresh\s*[:(=]/]
} as const

type Definition = keyof typeof definitions

const implementation: ReadonlyArray<Definition> = ["class", "implementation", "server"]

/** What a family's requirements are about, nearest first. */
const subjects: { readonly [family: string]: ReadonlyArray<Definition> } = {
  MOD: ["server", "implementation", "placeholders", "credential"],
  SRV: ["server", "implementation"],
  AUT: ["authorize", ...implementation],
  TOK: ["exchange", ...implementation],
  REF: ["refresh", "exchange", ...implementation],
  IMP: implementation,
  SEC: ["exchange", ...implementation],
  PLH: ["placeholders", ...implementation],
  "MOD-7": ["credential"]
}

const nearestSpot = (id: RequirementId, integration: Integration): Spot => {
  const family = id.split("-")[0] ?? ""
  if (family === "PKG" && integration.manifest !== null) return { file: integration.manifest.path, line: 1 }
  const { language, moduleFile, siblings, source } = integration
  const files = [[moduleFile, source] as const, ...Object.entries(siblings)]
  const codes = files.map(([path, text]) => [path, withoutComments(text, language)] as const)
  for (const subject of subjects[id] ?? subjects[family] ?? []) {
    const [python, typescript] = definitions[subject]
    for (const [path, code] of codes) {
      const found = (language === "python" ? python : typescript).exec(code)
      if (found !== null) return { file: path, line: spotAt(path, code, found.index).line }
    }
  }
  return { file: moduleFile, line: 1 }
}

/** How many lines are shown on either side. */
const margin = 3

/** How much of a line is shown, in characters: a bundled file may be one line. */
const width = 200

const codeAround = (
  { file, line }: Spot,
  integration: Integration,
  redact: (text: string) => string
): Place["code"] => {
  const text = textOf(file, integration)
  if (text === undefined) return null
  const lines = redact(text).split(/\r?\n/)
  const firstLine = Math.max(1, line - margin)
  const shown = lines.slice(firstLine - 1, line + margin)
  return shown.length === 0 ? null : { firstLine, lines: shown.map((code) => code.slice(0, width)) }
}

const textOf = (file: string, integration: Integration): string | undefined =>
  file === integration.moduleFile
    ? integration.source
    : (integration.siblings[file] ?? jsonFilesOf(integration).find(({ path }) => path === file)?.text)

const jsonFilesOf = ({ manifest, strings, translations }: Integration): ReadonlyArray<JsonFile> =>
  [manifest, strings, ...Object.values(translations)].filter((file) => file !== null)
