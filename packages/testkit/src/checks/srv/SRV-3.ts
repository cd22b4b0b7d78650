import { Violated } from "../Finding.ts"
import { eachEndpointCheck } from "./endpoints.ts"

/** Neither endpoint carries user information. What it is stays out of the message: it may be secret. */
export const check = eachEndpointCheck("SRV-3", ({ name }, url) =>
  url !== null && (url.username !== "" || url.password !== "")
    ? new Violated({ message: `the ${name} carries user information: the part before the @ of ${url.host}` })
    : null
)
