import { Violated } from "../../engine/Finding.ts"
import { eachEndpointCheck, shown } from "../../reading/endpoints.ts"

export const check = eachEndpointCheck("SRV-2", ({ name, text }) =>
  text.includes("#") ? new Violated({ message: `the ${name} has a fragment: ${shown(text)}` }) : null
)
