/** Strikes a module's own secrets from what is said of it. */
import type { Integration } from "../subject/Integration.ts"
import { secretConstants } from "./secretConstants.ts"
import { sourceFiles } from "./sourceFiles.ts"

/** Makes what replaces the secrets that are written into a module's source, where a text has one. */
export const redactSecrets = (integration: Integration): ((text: string) => string) => {
  const secrets = sourceFiles(integration).flatMap(({ code }) => secretConstants(code))
  return (text) => secrets.reduce((struck, { value }) => struck.replaceAll(value, "<redacted>"), text)
}
