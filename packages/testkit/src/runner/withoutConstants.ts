/** Strikes a module's own secrets from what is said of it. */
import type { Verdict } from "../catalog/Verdict.ts"
import { secretConstants } from "../checks/sec/secretConstants.ts"
import { sourceFiles } from "../checks/sec/sourceFiles.ts"
import type { Integration } from "../subject/Integration.ts"

/**
 * Makes what replaces the secrets that are written into a module's source, where a verdict's message has one: it may quote
 * an error of the module.
 *
 * @category running
 * @since 0.1.0
 */
export const withoutConstants = (integration: Integration): ((verdict: Verdict) => Verdict) => {
  const secrets = sourceFiles(integration).flatMap(({ code }) => secretConstants(code))
  return (verdict) => ({
    ...verdict,
    message: secrets.reduce((message, { value }) => message.replaceAll(value, "<redacted>"), verdict.message)
  })
}
