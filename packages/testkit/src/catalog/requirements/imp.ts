import type { Requirement } from "../Requirement.ts"
import { applicationCredentialsPlatform, component, oauth2Flow } from "../sources.ts"

/** The requirements of family IMP. */
export const imp: ReadonlyArray<Requirement> = [
  {
    id: "IMP-1",
    level: "MUST",
    title: "The implementation's domain is the auth domain that it was made for",
    rationale:
      "The host keys implementations by their domain and stores it in the account. With a constant, such as the integration's own domain, a second credential hides the first, and accounts are refreshed with the wrong client.",
    source: component,
    fix: "Hand the authDomain that the hook is given on: localImplementation({ domain: authDomain, ... }) (Python: the hook's auth_domain as the second argument of AuthImplementation, never DOMAIN)."
  },
  {
    id: "IMP-2",
    level: "MUST",
    title: "The implementation's name is the credential's name, or else not empty and not the secret",
    rationale:
      "The name is what people choose from and what the account is titled with: an empty one cannot be chosen, and the secret would be on the screen. A name of the module's own is allowed, though with a constant one two credentials look alike.",
    source: oauth2Flow,
    fix: "Leave name out of localImplementation, or build on credential.displayName (Python: subclass AuthImplementation, whose name it is, or return credential.name or credential.client_id)."
  },
  {
    id: "IMP-3",
    level: "MUST",
    title: "The implementation uses the credential that it was given, and leaves it unchanged",
    rationale:
      "The user has registered a client and pasted its id and secret. A module that sends another client's instead makes that in vain and ties everybody to one client; one that changes the credential changes what the host has stored.",
    source: applicationCredentialsPlatform,
    fix: "Pass the credential on: localImplementation({ credential, ... }) (Python: AuthImplementation(hass, auth_domain, credential, server), or credential.client_id and credential.client_secret), and never assign to it."
  },
  {
    id: "IMP-4",
    level: "MUST",
    title: "Two implementations share no state: flows interleaved in any order do not mix",
    rationale:
      "Two people can link at once, and one can start twice. With state in the module or the class, the second flow overwrites the first one's verifier or client: its code is refused, or worse, one person gets the other's account.",
    source: oauth2Flow,
    fix: "Keep what belongs to a flow in the values that authorize and exchange hand on (Python: in attributes set in __init__ with self, never in a global, a class attribute or a cached implementation)."
  }
]
