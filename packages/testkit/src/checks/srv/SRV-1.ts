import { Violated } from "../../engine/Finding.ts"
import { isAllowedEndpoint } from "../../engine/isAllowedEndpoint.ts"
import { eachEndpointCheck, shown } from "../../reading/endpoints.ts"

export const check = eachEndpointCheck("SRV-1", ({ name, text }, url) => {
  if (isAllowedEndpoint(text)) return null
  if (/\s/.test(text)) {
    return new Violated({ message: `the ${name} has white space in it: ${JSON.stringify(shown(text))}` })
  }
  if (url === null || !/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    return new Violated({ message: `the ${name} is not an absolute URL: ${shown(text)}` })
  }
  return new Violated({ message: `the ${name} is ${url.protocol.slice(0, -1)}, not https: ${shown(text)}` })
})
