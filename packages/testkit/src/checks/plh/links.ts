/** Which placeholders are links to open. */
import type { HostInput } from "../../subject/Protocol.ts"
import type { Description } from "./descriptions.ts"
import { isLinkTarget } from "./messageFormat.ts"

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
