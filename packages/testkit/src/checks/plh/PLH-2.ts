import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { isReference, intendedDescriptions } from "../../reading/descriptions.ts"
import { moduleProperty } from "../../reading/hooks.ts"
import { placeholdersOf } from "../../reading/messageFormat.ts"
import { providedPlaceholders } from "../../reading/placeholders.ts"

export const check = moduleProperty(
  "PLH-2",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const descriptions = intendedDescriptions(yield* context.integration)
    if (descriptions.length === 0)
      return yield* new NotApplicable({ message: "there is no description (see PLH-5)" })
    const reference = descriptions.find(({ text }) => isReference(text))
    if (reference)
      return yield* new Inconclusive({ message: `${reference.path} refers to another description` })
    const provided = yield* providedPlaceholders(context, input)
    for (const { path, text } of descriptions) {
      const missing = placeholdersOf(text).find((name) => !provided.has(name))
      if (missing !== undefined) {
        const why = context.module.hooks.getDescriptionPlaceholders ? "does not provide it" : "provides none"
        return yield* new Violated({
          message: `the description uses {${missing}}, and the module ${why}`,
          where: `${path}#/application_credentials/description`
        })
      }
    }
  })
)
