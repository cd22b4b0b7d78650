import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { intendedDescriptions, isReference } from "../../reading/descriptions.ts"
import { moduleProperty } from "../../reading/hooks.ts"
import { placeholdersOf } from "../../reading/messageFormat.ts"
import { providedPlaceholders } from "../../reading/placeholders.ts"

export const check = moduleProperty(
  "PLH-3",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const integration = yield* context.integration
    const provided = yield* providedPlaceholders(context, input)
    if (provided.size === 0)
      return yield* new NotApplicable({ message: "the module provides no placeholders" })
    const description = intendedDescriptions(integration).find(({ language }) => language === "en")
    if (description === undefined)
      return yield* new NotApplicable({ message: "there is no English description (see PLH-5)" })
    const { path, text } = description
    if (isReference(text)) {
      return yield* new Inconclusive({ message: "the English description refers to another one" })
    }
    const used = new Set(placeholdersOf(text))
    const unused = [...provided.keys()].find((name) => !used.has(name))
    if (unused === undefined) return
    return yield* new Violated({
      message: `the module provides {${unused}}, and the description does not use it`,
      where: `${path}#/application_credentials/description`
    })
  })
)
