import type { Requirement } from "../Requirement.ts"
import { component } from "../sources.ts"

/** The requirements of family MOD. */
export const mod: ReadonlyArray<Requirement> = [
  {
    id: "MOD-1",
    level: "MUST",
    title: "The module offers getAuthorizationServer or getAuthImplementation",
    rationale:
      "Without one of them Home Assistant has no authorization server to send users to, and refuses the module with an error.",
    source: component,
    fix: "Define getAuthorizationServer (Python: async def async_get_authorization_server(hass)), or getAuthImplementation (Python: async def async_get_auth_implementation(hass, auth_domain, credential)) if the provider needs an implementation of its own."
  }
]
