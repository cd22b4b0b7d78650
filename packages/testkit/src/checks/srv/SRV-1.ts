import { Violated } from "../../engine/Finding.ts"
import { eachEndpointCheck, shown } from "../../reading/endpoints.ts"

export const check = eachEndpointCheck("SRV-1", ({ name, text }, url) => {
  if (/\s/.test(text)) {
    return new Violated({ message: `the ${name} has white space in it: ${JSON.stringify(shown(text))}` })
  }
  if (url === null || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return new Violated({ message: `the ${name} is not an absolute URL: ${shown(text)}` })
  }
  if (url.protocol === "https:") return null
  if (url.protocol === "http:" && isLoopback(url.hostname)) return null
  return new Violated({ message: `the ${name} is ${url.protocol.slice(0, -1)}, not https: ${shown(text)}` })
})

/**
 * Whether a host name, as `URL` gives it, is this machine's own.
 *
 * @see RFC 8252, section 7.3, and RFC 6761, section 6.3
 */
export const isLoopback = (hostname: string): boolean =>
  /^(?:.+\.)?localhost\.?$/i.test(hostname) || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname)
