import type { Requirement } from "../Requirement.ts"
import { applicationCredentialsPlatform, blockingOperations, component, oauth2Flow } from "../sources.ts"

/** The requirements of family MOD. */
export const mod: ReadonlyArray<Requirement> = [
  {
    id: "MOD-1",
    level: "MUST",
    title: "The module loads, and offers getAuthorizationServer or getAuthImplementation",
    rationale:
      "Without one of them Home Assistant has no authorization server to send users to, and refuses the module with an error.",
    source: component,
    fix: "Where it could not be loaded, fix the error that is named. Else offer a hook. TypeScript: export default defineApplicationCredentials({ getAuthorizationServer: ... }), or getAuthImplementation if the provider needs an implementation of its own. Python: async def async_get_authorization_server(hass), or async_get_auth_implementation(hass, auth_domain, credential)."
  },
  {
    id: "MOD-2",
    level: "MUST",
    title: "Every hook is asynchronous and takes the documented arguments, positionally",
    rationale:
      "Home Assistant awaits each hook and passes its arguments by position. A hook of another form fails when a user opens the dialog or links an account.",
    source: component,
    fix: "TypeScript: give an Effect, such as (host) => Effect.succeed(...), and no Promise. Python: async def with (hass), or (hass, auth_domain, credential) for async_get_auth_implementation; the parameters' names are free, keyword-only ones are not."
  },
  {
    id: "MOD-3",
    level: "MUST",
    title: "The module loads with no network, file or process activity",
    rationale:
      "Home Assistant imports modules while it starts. One that reads a file or opens a connection then holds everything up, and cannot be set up without that file or connection.",
    source: blockingOperations,
    fix: "Keep the module's top level to definitions. Write endpoints as constants instead of reading them; what must be read, read in the config flow (Python: await hass.async_add_executor_job(...))."
  },
  {
    id: "MOD-4",
    level: "MUST",
    title: "A hook returns the documented type, or fails with an error that says why",
    rationale:
      "Home Assistant uses the answer as it comes. A dict, nothing, or an error by accident shows as an unknown error, long after its cause.",
    source: component,
    fix: "Return AuthorizationServer(...), an implementation, or a ClientCredential, and await what is asynchronous. A module that needs something first may fail on purpose, with words: TypeScript: Effect.fail of an error with a message. Python: raise HomeAssistantError, RuntimeError or ValueError with a message, or let an unset ContextVar raise LookupError. An error that comes of a mistake (TypeError, AttributeError, NameError, KeyError, IndexError, ZeroDivisionError and RecursionError; ReferenceError, RangeError and URIError in TypeScript) says nothing of why: check first, for example with hass.data.get(...). Never end the process (sys.exit, process.exit). getDescriptionPlaceholders is PLH-1's."
  },
  {
    id: "MOD-5",
    level: "SHOULD",
    title: "A hook gives equal answers to equal questions, in any order, interleaved",
    rationale:
      "Home Assistant asks again for every credential, flow and refresh. A module that remembers or draws lots sends one user to another's server.",
    source: applicationCredentialsPlatform,
    fix: "Compute the answer from the arguments alone: no counters, caches of the last host or credential, or random values in module variables."
  },
  {
    id: "MOD-6",
    level: "SHOULD",
    title: "A hook does no network I/O",
    rationale:
      "The credentials dialog asks every integration. One request to a slow provider holds the dialog up, and offline it does not open at all.",
    source: applicationCredentialsPlatform,
    fix: "Write the endpoints as constants, or look them up in the config flow and keep them in the entry. TypeScript: no HttpClient in a hook; use it in authorize, exchange or refresh. Python: no async_get_clientsession in a hook."
  },
  {
    id: "MOD-7",
    level: "MUST",
    title: "A legacy getClientCredential gives a non-empty id and secret, or nothing",
    rationale:
      "What it gives is imported as the user's credential. An empty one is refused by the provider, and the user sees a credential that never works.",
    source: component,
    fix: "Return none (TypeScript: Option.none(); Python: None) unless both were found in the user's YAML. Better still, remove the hook: users enter credentials in the interface now."
  },
  {
    id: "MOD-8",
    level: "SHOULD",
    title: "No public function looks like a hook but is never called",
    rationale:
      "Home Assistant finds hooks by their exact names, in this file only. A misspelt or misplaced one is passed over in silence.",
    source: component,
    fix: "Name the hooks exactly. TypeScript: members of defineApplicationCredentials({ getAuthorizationServer, getAuthImplementation, getDescriptionPlaceholders }). Python: async_get_authorization_server, async_get_auth_implementation and async_get_description_placeholders in application_credentials.py, or imported there."
  },
  {
    id: "MOD-9",
    level: "MUST",
    title: "Every hook and every refresh works with no HTTP request under way",
    rationale:
      "Home Assistant asks for the placeholders over WebSocket, and for the implementation at start-up and at every refresh. It is answering no HTTP request then. Code that needs one, such as the redirect URI, fails: the dialog does not open, or the account stops working after a restart.",
    source: oauth2Flow,
    fix: "Ask for the redirect URI only while the authorization URL is made. Python: no async_get_redirect_uri(hass) and no self.redirect_uri in a hook, in __init__ or in a refresh. TypeScript: use the redirectUri that authorize is given."
  }
]
