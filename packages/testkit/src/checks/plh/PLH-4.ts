import { Effect } from "effect"
import { hookInput } from "../../arbitraries/hookInput.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { type Description, intendedDescriptions } from "../../reading/descriptions.ts"
import { moduleProperty } from "../../reading/hooks.ts"
import { isLinkTarget } from "../../reading/messageFormat.ts"
import { providedPlaceholders } from "../../reading/placeholders.ts"
import type { HostInput } from "../../subject/Protocol.ts"

export const check = moduleProperty(
  "PLH-4",
  hookInput,
  Effect.fnUntraced(function* (input, context) {
    const descriptions = yield* context.integration.pipe(
      Effect.map(intendedDescriptions),
      Effect.catchTag("NotApplicable", () => Effect.succeed([]))
    )
    const provided = yield* providedPlaceholders(context, input)
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

/** Whether a placeholder is a link: by its use in a description, its name or its value. */
export const isLink = (name: string, value: string, descriptions: ReadonlyArray<Description>): boolean =>
  descriptions.some(({ text }) => isLinkTarget(text, name)) ||
  (/(?:^|_)(?:url|link)$|(?:Url|Link)$/.test(name) && !/redirect|callback/i.test(name)) ||
  /^[a-z][a-z0-9+.-]*:\/\//i.test(value)

/** Whether a value is a URL of the host itself, such as its redirect URI: something to copy, as local as the host. */
export const isOfHost = (value: string, host: HostInput): boolean =>
  value.endsWith("/auth/external/callback") ||
  value.startsWith("https://my.home-assistant.io/redirect/") ||
  [host.internalUrl, host.externalUrl, host.frontendBase].some(
    (base) => base !== null && value.startsWith(base)
  )

/** What is wrong with a link, or null. */
export const linkFault = (value: string): string | null => {
  if (value.trim() === "") return "is empty"
  const url = URL.parse(value)
  if (url === null || !/^[a-z][a-z0-9+.-]*:\/\//i.test(value)) return "is not an absolute URL"
  return url.protocol === "https:" ? null : `is ${url.protocol.slice(0, -1)}, not https`
}
