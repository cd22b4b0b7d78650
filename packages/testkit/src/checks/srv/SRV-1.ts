import { Violated } from "../Finding.ts"
import { eachEndpointCheck, shown } from "./endpoints.ts"
import { isLoopback } from "./loopback.ts"

/** Both endpoints are absolute URLs with scheme https (http for loopback only). */
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
