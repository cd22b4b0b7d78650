/** The comparison of redirect URIs. */
import type { Allowances } from "./ProviderBehaviour.ts"

/**
 * Says whether a redirect URI is one of the registered ones: the same text, or, for a loopback address, the same but
 * for the port. A provider that compares prefixes also accepts what only begins with a registered one, on the same
 * host, and one that compares paths what is below a registered one.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9700#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc8252#section-7.3
 */
export const isRegisteredRedirectUri = (
  registered: ReadonlyArray<string>,
  uri: string,
  allow: Pick<Allowances, "redirectUriPrefix" | "redirectUriSubPath"> = {}
): boolean =>
  registered.includes(uri) ||
  isLoopbackMatch(registered, uri) ||
  (allow.redirectUriPrefix === true && registered.some((candidate) => isContinued(candidate, uri))) ||
  (allow.redirectUriSubPath === true && registered.some((candidate) => isBelow(candidate, uri)))

// Of printable characters only, as registered ones are, since it goes into a field of the response.
const isWritten = (uri: string): boolean => /^[\x21\x22\x24-\x7E]+$/.test(uri)

const isContinued = (candidate: string, uri: string): boolean =>
  uri.startsWith(candidate) &&
  isWritten(uri) &&
  URL.parse(uri)?.host === URL.parse(candidate)?.host &&
  URL.parse(uri)?.username === URL.parse(candidate)?.username

const isBelow = (candidate: string, uri: string): boolean => {
  const sent = URL.parse(uri)
  const own = URL.parse(candidate)
  if (sent === null || own === null || !isWritten(uri)) return false
  const isSameServer = sent.protocol === own.protocol && sent.host === own.host
  const isAnonymous = sent.username === "" && sent.password === ""
  return isSameServer && isAnonymous && sent.pathname.startsWith(`${own.pathname.replace(/\/$/, "")}/`)
}

// The rest starts with "/" or "?", so nothing after the port can turn the address into user information of another.
const loopback = /^(http:\/\/(?:127\.0\.0\.1|\[::1\]))(?::(\d{1,5}))?((?:[/?].*)?)$/

const isLoopbackMatch = (registered: ReadonlyArray<string>, uri: string): boolean => {
  const sent = loopback.exec(uri)
  if (sent === null || Number(sent[2] ?? 80) > 65535) return false
  return registered.some((candidate) => {
    const own = loopback.exec(candidate)
    return own !== null && own[1] === sent[1] && own[3] === sent[3]
  })
}
