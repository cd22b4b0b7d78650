import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { NotApplicable, Violated } from "../Finding.ts"
import { moduleProperty } from "../mod/hooks.ts"
import { loadedDescriptions } from "./descriptions.ts"
import { isLink, isOfHost, linkFault } from "./links.ts"
import { providedPlaceholders } from "./placeholders.ts"

/** Placeholders that are links are absolute https URLs. */
export const check = moduleProperty(
  "PLH-4",
  hookInput,
  Effect.fnUntraced(function* (input, world) {
    const descriptions = yield* world.integration.pipe(
      Effect.map(loadedDescriptions),
      Effect.catchTag("NotApplicable", () => Effect.succeed([]))
    )
    const provided = yield* providedPlaceholders(world, input)
    const links = [...provided].filter(
      ([name, value]) => !isOfHost(value, input.host) && isLink(name, value, descriptions)
    )
    if (links.length === 0) return yield* new NotApplicable({ message: "no placeholder is a link" })
    for (const [name, value] of links) {
      const fault = linkFault(value)
      if (fault !== null) return yield* new Violated({ message: `the link {${name}} ${fault}: ${value}` })
    }
  })
)
