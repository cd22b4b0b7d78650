import { Effect } from "effect"
import { plainHookInput } from "../../arbitraries/hookInput.ts"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import { isReference, intendedDescriptions } from "../../reading/descriptions.ts"
import { placeholdersOf } from "../../reading/messageFormat.ts"
import { providedPlaceholders } from "../../reading/placeholders.ts"

/** Judged by the description that most people see: the English one, or else the first. */
export const check = examination(
  "PLH-6",
  Effect.fnUntraced(function* (context) {
    const [description] = intendedDescriptions(yield* context.integration)
    if (description === undefined) {
      return yield* new NotApplicable({ message: "there is no description (see PLH-5)" })
    }
    const { path, text } = description
    if (isReference(text))
      return yield* new Inconclusive({ message: `${path} refers to another description` })
    if (guides(text)) return
    const used = placeholdersOf(text)
    const provided = used.length === 0 ? new Map() : yield* providedPlaceholders(context, plainHookInput)
    if (used.some((name) => guides(String(provided.get(name) ?? "")))) return
    return yield* new Violated({
      message: "the description has no link, and does not name the redirect URI to register",
      where: `${path}#/application_credentials/description`
    })
  })
)

/** A link leads to a page that says more; a redirect URI is what nobody guesses right. */
const guides = (text: string): boolean =>
  /\bhttps?:\/\/|\]\(|\bwww\./i.test(text) ||
  /\b(?:redirect|callback|return)[ _-]?(?:ur[il]|address|link)/i.test(text)
