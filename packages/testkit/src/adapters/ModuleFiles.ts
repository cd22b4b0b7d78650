/** The names under which an `application_credentials` module is found. */
import type { Language } from "../subject/Integration.ts"

/**
 * The file names of a module, the preferred one of each language first.
 */
export const moduleNames: ReadonlyArray<string> = ["ts", "mts", "js", "mjs", "py"].map(
  (extension) => `application_credentials.${extension}`
)

/**
 * Gives a file's language by its name.
 */
export const languageOf = (name: string): Language => (name.endsWith(".py") ? "python" : "typescript")

/**
 * Gives a folder's modules: one for each language, TypeScript first. What is compiled stands back behind its source.
 */
export const moduleFilesOf = (names: ReadonlyArray<string>): ReadonlyArray<string> => {
  const found = moduleNames.filter((name) => names.includes(name))
  return found.filter((name) => found.find((other) => languageOf(other) === languageOf(name)) === name)
}
