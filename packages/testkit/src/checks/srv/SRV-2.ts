import { Violated } from "../Finding.ts"
import { eachEndpointCheck, shown } from "./endpoints.ts"

/** Neither endpoint has a fragment, not even an empty one. */
export const check = eachEndpointCheck("SRV-2", ({ name, text }) =>
  text.includes("#") ? new Violated({ message: `the ${name} has a fragment: ${shown(text)}` }) : null
)
