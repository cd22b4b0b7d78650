/** Takes secrets out of texts that are shown. */
import type { Integration } from "../subject/Integration.ts"
import { secretConstants } from "./secretConstants.ts"
import { sourceFiles } from "./sourceFiles.ts"

/**
 * Makes a function that replaces secrets in a text by `<redacted>`: the longest first, so that nothing is left of one that
 * another begins.
 */
export const redactSecrets = (secrets: ReadonlyArray<string>): ((text: string) => string) => {
  const longestFirst = secrets.toSorted((one, other) => other.length - one.length)
  return (text) => longestFirst.reduce((rest, secret) => rest.replaceAll(secret, "<redacted>"), text)
}

/** The secrets that are written into a module's source. */
export const secretsInSource = (integration: Integration): ReadonlyArray<string> =>
  sourceFiles(integration).flatMap(({ code }) => secretConstants(code).map(({ value }) => value))
