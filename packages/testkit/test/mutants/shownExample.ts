/** The faulty modules that the catalogue, the pages of the requirements and the playground show. */
import { structuredPatch } from "diff"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Language } from "../../src/subject/Integration.ts"
import type { Mutant } from "./Mutant.ts"
import { mutants } from "./mutants.ts"

/** A faulty module, what is wrong with it in words, and how its files differ from the fixed ones. */
export interface ShownExample {
  readonly mutant: Mutant
  readonly fault: string
  readonly change: string
}

/** The shortest example of a requirement in a language: of what is a fault on the newest Home Assistant. */
export const shownExample = (kills: RequirementId, language: Language): ShownExample | undefined =>
  mutants
    .filter((mutant) => mutant.kills === kills && mutant.language === language && !mutant.homeAssistant)
    .map((mutant) => ({ mutant, fault: sentence(mutant.fault), change: changeOf(mutant) }))
    .filter(({ change }) => change !== "")
    .toSorted((one, other) => one.change.length - other.change.length)[0]

/** Lines around a change that say where it is. */
const context = 8

/** One file of a faulty module as lines: those at fault begin with "-", those that fix it with "+". */
const fileChange = (path: string, faulty: string, fixed: string): string => {
  const { hunks } = structuredPatch(path, path, faulty, fixed, "", "", { context })
  const lines = hunks.map(({ lines, oldStart }) => [...(oldStart > 1 ? ["  ..."] : []), ...lines])
  return [`# ${path}`, ...lines.flat().filter((line) => !line.startsWith("\\"))].join("\n")
}

const changeOf = ({ files, sound }: Mutant): string =>
  [...new Set([...Object.keys(files), ...Object.keys(sound.files)])]
    .filter((path) => files[path] !== sound.files[path])
    .map((path) => fileChange(path, files[path] ?? "", sound.files[path] ?? ""))
    .join("\n")

/** What a faulty module is, as people say it: a fault is of the module, or of what its name begins with. */
const sentence = (fault: string): string => {
  const text = fault
    .replaceAll("-", " ")
    .replaceAll(/\b(integration|state|client id)s (?=own|place|domain)/g, "$1's ")
    .replaceAll(/\b(url|uri|pkce)(?=s?\b)/g, (name) => name.toUpperCase())
    .replaceAll(/\b(hacs)\b/g, "HACS")
    .replaceAll(/\bgerman\b/g, "German")
  return `a module ${/^(authorize|token|endpoints?|hook)\b/.test(text) ? "whose" : "that"} ${text}`
}
