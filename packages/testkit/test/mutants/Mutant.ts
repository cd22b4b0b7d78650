/** Faulty modules, each with the requirement that must catch it. */
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Language } from "../../src/subject/Integration.ts"

/** Files of an integration's folder, by path within it. */
export type Files = { readonly [path: string]: string }

/** A sound integration, from which faulty ones are made. */
export interface Sound {
  /** Also the folder's name and the manifest's domain. */
  readonly name: string
  readonly language: Language
  readonly files: Files
}

/** A sound integration with one fault put in. */
export interface Mutant extends Sound {
  /** What the fault is, in kebab-case: `ignores-the-credential`. */
  readonly fault: string
  readonly kills: RequirementId
  /** What it was made of: how the fault is fixed. */
  readonly sound: Sound
  /** The version of Home Assistant on which it is a fault, where the newest makes up for it. */
  readonly homeAssistant?: string
}

/** A change of one file: the text to replace, which must be there, and its replacement; or the whole new content. */
export type Change = readonly [search: string, replacement: string] | string

/** Changes of files, by path. */
export type Changes = { readonly [path: string]: Change | ReadonlyArray<readonly [string, string]> }

/** Changes an integration's files. Those that are changed to "" are removed. */
export const changed = (sound: Sound, changes: Changes): Sound => {
  const files: Record<string, string> = { ...sound.files }
  for (const [path, change] of Object.entries(changes)) {
    if (typeof change === "string") files[path] = change
    else files[path] = pairs(change).reduce(replaceOnce, files[path] ?? "")
    if (files[path] === "") delete files[path]
  }
  return { ...sound, files }
}

/** Puts one fault into a sound integration. */
export const mutate = (sound: Sound, fault: string, kills: RequirementId, changes: Changes): Mutant => ({
  ...changed(sound, changes),
  fault,
  kills,
  sound
})

const pairs = (change: readonly [string, string] | ReadonlyArray<readonly [string, string]>) =>
  typeof change[0] === "string"
    ? [change as readonly [string, string]]
    : (change as ReadonlyArray<readonly [string, string]>)

const replaceOnce = (text: string, [search, replacement]: readonly [string, string]): string => {
  if (!text.includes(search)) throw new Error(`a change finds no ${JSON.stringify(search)}`)
  return text.replace(search, () => replacement)
}
