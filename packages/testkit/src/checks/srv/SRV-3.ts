import { Violated } from "../../engine/Finding.ts"
import { eachEndpointCheck } from "../../reading/endpoints.ts"

/** What the user information is stays out of the message: it may be secret. */
export const check = eachEndpointCheck("SRV-3", ({ name }, url) =>
  url !== null && (url.username !== "" || url.password !== "")
    ? new Violated({ message: `the ${name} carries user information: the part before the @ of ${url.host}` })
    : null
)
