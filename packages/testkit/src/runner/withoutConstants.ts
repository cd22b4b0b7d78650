/** Strikes a module's own secrets from what is said of it. */
import { secretConstants } from "../checks/sec/secretConstants.ts"
import { sourceFiles } from "../checks/sec/sourceFiles.ts"
import type { Integration } from "../subject/Integration.ts"

/**
 * Makes what replaces the secrets that are written into a module's source, where a text has one.
 *
 * @category running
 * @since 0.1.0
 */
export const withoutConstants = (integration: Integration): ((text: string) => string) => {
  const secrets = sourceFiles(integration).flatMap(({ code }) => secretConstants(code))
  return (text) => secrets.reduce((struck, { value }) => struck.replaceAll(value, "<redacted>"), text)
}
