import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import {
  descriptionIn,
  isReference,
  loadedDescriptions,
  referenceFile,
  referencePath,
  strayDescription
} from "../../reading/descriptions.ts"
import { providedPlaceholders } from "../../reading/placeholders.ts"
import type { Integration } from "../../subject/Integration.ts"

export const check = examination(
  "PLH-5",
  Effect.fnUntraced(function* (context) {
    const integration = yield* context.integration
    const path = referencePath(integration)
    const reference = referenceFile(integration)
    const text = reference === null ? null : descriptionIn(reference)
    if (text !== null && integration.kind === "custom" && isReference(text)) {
      return yield* new Violated({
        message:
          "the description refers to another string, which the host resolves for core integrations only",
        where: `${path}#/application_credentials/description`
      })
    }
    if (text !== null) return
    const stray = misplaced(integration)
    if (stray !== null) {
      return yield* new Violated({
        message: `the description is at ${stray}, and only application_credentials.description in ${path} is loaded`,
        where: `${path}#/application_credentials/description`
      })
    }
    const [placeholder] = (yield* providedPlaceholders(context)).keys()
    if (placeholder === undefined) {
      return yield* new NotApplicable({
        message: "the module provides no placeholders, and there is no description"
      })
    }
    return yield* new Violated({
      message: `the module provides {${placeholder}}, and ${path} has no application_credentials.description`,
      where: `${path}#/application_credentials/description`
    })
  })
)

/** Where a description lies that is never loaded, or null. */
const misplaced = (integration: Integration): string | null => {
  const { domain, strings } = integration
  const reference = referenceFile(integration)
  const elsewhere = reference === null ? null : strayDescription(reference, domain)
  if (reference !== null && elsewhere !== null) return `${elsewhere} in ${reference.path}`
  const [other] = loadedDescriptions(integration)
  if (other !== undefined) return `application_credentials.description in ${other.path} only`
  if (strings !== null && strings !== reference && descriptionIn(strings) !== null) {
    return `application_credentials.description in ${strings.path}`
  }
  return null
}
