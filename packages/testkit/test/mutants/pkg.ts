import { type Mutant, mutate } from "./Mutant.ts"
import { packagePython, serverPython, serverTypeScript } from "./sound.ts"
import { flowPython, reasonsFlow } from "./soundFlows.ts"

const manifest = "manifest.json"
const english = "translations/en.json"
const dependency = /"dependencies": \[[^\]]*\]/.exec(serverPython.files[manifest] ?? "")?.[0] ?? ""

/** Faulty modules for the requirements of family PKG. */
export const pkg: ReadonlyArray<Mutant> = [
  mutate(serverPython, "does-not-depend-on-the-component", "PKG-1", {
    [manifest]: [dependency, '"dependencies": []']
  }),
  mutate(serverTypeScript, "depends-on-the-component-late", "PKG-1", {
    [manifest]: [dependency, '"after_dependencies": ["application_credentials"]']
  }),
  mutate(serverPython, "has-no-manifest", "PKG-1", { [manifest]: "" }),

  mutate(serverPython, "has-another-domain", "PKG-2", { [manifest]: ['"acme_server"', '"acme"'] }),
  mutate(serverTypeScript, "has-no-config-flow", "PKG-2", { [manifest]: ['  "config_flow": true,\n', ""] }),

  mutate(serverPython, "has-no-version", "PKG-3", {
    [manifest]: [
      ['  "version": "1.0.0"\n', ""],
      ['"requirements": [],', '"requirements": []']
    ]
  }),
  mutate(serverPython, "has-strings-only", "PKG-3", {
    "strings.json": serverPython.files[english] ?? "",
    [english]: ""
  }),
  mutate(serverTypeScript, "has-a-version-that-is-none", "PKG-3", { [manifest]: ['"1.0.0"', '"latest"'] }),

  mutate(packagePython, "requires-nothing", "PKG-4", { [manifest]: ['["pyacmecloud==0.2.0"]', "[]"] }),
  mutate(serverPython, "imports-what-it-does-not-require", "PKG-4", {
    "const.py": ["OAUTH2_AUTHORIZE", "from acmecloud.const import SCOPES\n\nOAUTH2_AUTHORIZE"]
  }),
  mutate(serverPython, "takes-one-google-package-for-another", "PKG-4", {
    [manifest]: ['"requirements": []', '"requirements": ["google-api-python-client==2.71.0"]'],
    "const.py": ["OAUTH2_AUTHORIZE", "from oauth2client.client import OAuth2Credentials\n\nOAUTH2_AUTHORIZE"]
  }),

  {
    ...mutate(serverPython, "has-no-words-for-an-abort", "PKG-5", {
      [english]: ['      "oauth_unauthorized": "It ended with oauth_unauthorized.",\n', ""]
    }),
    homeAssistant: "2026.9"
  },
  mutate(serverPython, "has-no-words-for-its-own-abort", "PKG-5", {
    "config_flow.py": `"""Config flow of Acme."""

from homeassistant.helpers import config_entry_oauth2_flow


class OAuth2FlowHandler(
    config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="acme_server"
):
    """Links an account."""

    async def async_oauth_create_entry(self, data):
        return self.async_abort(reason="no_devices")
`
  }),
  mutate(serverPython, "has-no-words-for-an-account-of-another", "PKG-5", {
    "config_flow.py": `"""Config flow of Acme."""

from homeassistant.helpers import config_entry_oauth2_flow


class OAuth2FlowHandler(
    config_entry_oauth2_flow.AbstractOAuth2FlowHandler, domain="acme_server"
):
    """Links an account."""

    async def async_oauth_create_entry(self, data):
        self._abort_if_unique_id_mismatch()
        return self.async_create_entry(title="Acme", data=data)
`
  }),
  {
    ...mutate(serverTypeScript, "refers-to-strings-of-core", "PKG-5", {
      [english]: ['"It ended with oauth_error."', '"[%key:common::config_flow::abort::oauth2_error%]"']
    }),
    homeAssistant: "2026.9"
  },
  mutate(reasonsFlow, "has-no-words-for-a-reason-that-it-puts-together", "PKG-5", {
    [english]: ['"wrong_account"', '"another_account"']
  }),
  {
    ...mutate(flowPython, "has-no-words-for-its-success", "PKG-5", {
      [english]: ['"reauth_successful"', '"reauth_done"']
    }),
    homeAssistant: "2026.9"
  },

  mutate(serverPython, "has-a-key-of-hacs", "PKG-6", {
    [manifest]: ['  "name": "Acme",\n', '  "name": "Acme",\n  "homeassistant": "2025.1.0",\n']
  }),
  mutate(serverTypeScript, "misspells-a-key", "PKG-6", { [manifest]: ['"codeowners"', '"code_owners"'] })
]
