/** Sound integrations with a config flow, one of every shape. No requirement may fail any of them. */
import { changed, type Changes, type Sound } from "./Mutant.ts"
import { serverPython } from "./sound.ts"

const english = "translations/en.json"

const words = {
  config: {
    step: {
      pick_implementation: { title: "Choose a client", data: { implementation: "Client" } },
      reauth_confirm: { title: "Link Acme again", description: "The token is lost." },
      oauth_discovery: { title: "Acme was found" }
    },
    error: { unknown: "It failed." },
    abort: {
      already_configured: "The account is there already.",
      already_in_progress: "It is being linked.",
      authorize_url_timeout: "No address in time.",
      missing_configuration: "It is not set up.",
      missing_credentials: "It needs a client.",
      no_url_available: "There is no address.",
      oauth_error: "The token is of no use.",
      oauth_failed: "The token was not given.",
      oauth_implementation_unavailable: "The client is not there.",
      oauth_timeout: "The token did not come.",
      oauth_unauthorized: "The client was refused.",
      user_rejected_authorize: "It was denied.",
      reauth_successful: "It is linked again.",
      reconfigure_successful: "It is changed.",
      cannot_connect: "Acme cannot be reached.",
      wrong_account: "It is another account."
    }
  }
}

const initPython = `"""The Acme integration."""

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.helpers.config_entry_oauth2_flow import (
    OAuth2Session,
    async_get_config_entry_implementation,
)


async def async_setup_entry(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Set an account up."""
    implementation = await async_get_config_entry_implementation(hass, entry)
    session = OAuth2Session(hass, entry, implementation)
    await session.async_ensure_token_valid()
    entry.runtime_data = session
    return True
`

const handler = `"""Config flow of Acme."""

from __future__ import annotations

from collections.abc import Mapping
import logging
from typing import Any

from homeassistant.config_entries import SOURCE_REAUTH, ConfigFlowResult
from homeassistant.helpers.aiohttp_client import async_get_clientsession
from homeassistant.helpers.config_entry_oauth2_flow import AbstractOAuth2FlowHandler

from .const import DOMAIN


class OAuth2FlowHandler(AbstractOAuth2FlowHandler, domain=DOMAIN):
    """Links an account."""

    DOMAIN = DOMAIN

    @property
    def logger(self) -> logging.Logger:
        """The flow's logger."""
        return logging.getLogger(__name__)

    @property
    def extra_authorize_data(self) -> dict[str, Any]:
        """The scopes."""
        return {"scope": "read write"}
`

const reauthSteps = `
    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """The token is lost."""
        return await self.async_step_reauth_confirm()

    async def async_step_reauth_confirm(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Asks before the user is sent to the provider."""
        if user_input is None:
            return self.async_show_form(step_id="reauth_confirm")
        return await self.async_step_user()
`

const createEntry = `
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        session = async_get_clientsession(self.hass)
        headers = {"Authorization": f"Bearer {data['token']['access_token']}"}
        response = await session.get("https://api.acme-cloud.com/me", headers=headers)
        if response.status != 200:
            return self.async_abort(reason="cannot_connect")
        account = await response.json()
        await self.async_set_unique_id(str(account["id"]))
        if self.source == SOURCE_REAUTH:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=account["name"], data=data)
`

/** The sound integration that only names its server, with a config flow. */
const withFlow = (name: string, flow: string, changes: Changes = {}): Sound => {
  const base = changed(serverPython, {
    "manifest.json": ['"acme_server"', JSON.stringify(name)],
    "const.py": ["OAUTH2_AUTHORIZE", `DOMAIN = "${name}"\nOAUTH2_AUTHORIZE`],
    "__init__.py": initPython,
    "config_flow.py": flow,
    [english]: `${JSON.stringify(words, null, 2)}\n`
  })
  return { ...changed(base, changes), name }
}

/** A unique id from the provider's interface, and re-authentication: the plain shape. */
export const flowPython = withFlow("acme_flow", `${handler}${createEntry}${reauthSteps}`)

/** The unique id comes from the token itself, and the flow compares it by hand. */
const fromToken = withFlow(
  "acme_token",
  `${handler}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        user_id = data["token"]["user_id"]
        if self.source == SOURCE_REAUTH:
            entry = self.hass.config_entries.async_get_entry(self.context["entry_id"])
            if entry.unique_id != user_id:
                return self.async_abort(reason="wrong_account")
            self.hass.config_entries.async_update_entry(entry, data={**entry.data, **data})
            await self.hass.config_entries.async_reload(entry.entry_id)
            return self.async_abort(reason="reauth_successful")
        await self.async_set_unique_id(user_id)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data=data)
${reauthSteps}`
)

/** One entry at most, by the manifest. */
const single = withFlow(
  "acme_single",
  `${handler}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        if self.source == SOURCE_REAUTH:
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        return self.async_create_entry(title="Acme", data=data)
${reauthSteps}`,
  { "manifest.json": ['"requirements": [],', '"requirements": [],\n  "single_config_entry": true,'] }
)

/** No token is stored on purpose: the entry holds a key that the token was traded for. */
const tradesToken = withFlow(
  "acme_key",
  `${handler}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the key that the token is traded for."""
        session = async_get_clientsession(self.hass)
        headers = {"Authorization": f"Bearer {data['token']['access_token']}"}
        response = await session.post("https://api.acme-cloud.com/keys", headers=headers)
        key = await response.json()
        await self.async_set_unique_id(key["user_id"])
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data={"key": key["uuid"]})

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """A key is never lost."""
        return self.async_abort(reason="wrong_account")
`,
  {
    "__init__.py":
      'async def async_setup_entry(hass, entry):\n    """Set an account up."""\n    return True\n'
  }
)

/** Tokens lie deeper in the entry than the host puts them. */
const nestedToken = withFlow(
  "acme_nested",
  `${handler}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account among others."""
        await self.async_set_unique_id(data["token"]["sub"])
        if self.source == SOURCE_REAUTH:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            entry = self._get_reauth_entry()
            return self.async_update_reload_and_abort(entry, data={"accounts": {"api": data}})
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data={"accounts": {"api": data}})
${reauthSteps}`,
  {
    "__init__.py":
      'async def async_setup_entry(hass, entry):\n    """Set an account up."""\n    return True\n'
  }
)

const formWords = (steps: { readonly [step: string]: unknown }): Changes => ({
  [english]: `${JSON.stringify({ config: { ...words.config, step: { ...words.config.step, ...steps } } }, null, 2)}\n`
})

/** A menu, of whose options one leads to the provider, and a form before and after. */
const menuAndForms = withFlow(
  "acme_menu",
  `${handler.replace("from homeassistant.config_entries", "import voluptuous as vol\n\nfrom homeassistant.config_entries")}
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Asks how to link."""
        return self.async_show_menu(step_id="user", menu_options=["local_key", "oauth"])

    async def async_step_local_key(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Takes a key."""
        if user_input is None:
            return self.async_show_form(step_id="local_key", data_schema=vol.Schema({vol.Required("key"): str}))
        return self.async_create_entry(title="Acme", data=user_input)

    async def async_step_oauth(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Asks for the region, and for two projects that are not the same."""
        errors = {}
        if user_input is not None:
            if user_input["project"] != user_input["other_project"]:
                self.region = user_input["region"]
                return await self.async_step_pick_implementation()
            errors["other_project"] = "unknown"
        regions = vol.In({"eu": "Europe", "us": "America"})
        fields = {vol.Required("region"): regions, vol.Required("project"): str, vol.Required("other_project"): str}
        return self.async_show_form(step_id="oauth", data_schema=vol.Schema(fields), errors=errors)

    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Asks for the home."""
        self.data = {**data, "region": self.region}
        return await self.async_step_home()

    async def async_step_home(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Keeps the account with the home."""
        if user_input is None:
            return self.async_show_form(step_id="home", data_schema=vol.Schema({vol.Required("home"): str}))
        await self.async_set_unique_id(self.data["token"]["sub"])
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=user_input["home"], data=self.data)
`,
  {
    ...formWords({
      user: { title: "Acme", menu_options: { local_key: "Key", oauth: "Account" } },
      local_key: { title: "Key", data: { key: "Key" } },
      oauth: {
        title: "Region",
        data: { region: "Region", project: "Project", other_project: "Other project" }
      },
      home: { title: "Home", data: { home: "Home" } }
    }),
    "__init__.py":
      'async def async_setup_entry(hass, entry):\n    """Set an account up."""\n    return True\n'
  }
)

/** The user is the same by the address of the server that they typed in. */
const matchedByUrl = withFlow(
  "acme_url",
  `${handler.replace("from homeassistant.config_entries", "import voluptuous as vol\n\nfrom homeassistant.config_entries")}
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Asks for the server."""
        if self.source == SOURCE_REAUTH:
            return await self.async_step_pick_implementation()
        if user_input is None:
            return self.async_show_form(step_id="user", data_schema=vol.Schema({vol.Required("url"): str}))
        self._async_abort_entries_match({"url": user_input["url"]})
        self.url = user_input["url"]
        return await self.async_step_pick_implementation()

    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        if self.source == SOURCE_REAUTH:
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data_updates=data)
        return self.async_create_entry(title="Acme", data={**data, "url": self.url})
${reauthSteps}`,
  formWords({ user: { title: "Server", data: { url: "Address" } } })
)

/** The unique id is the integration's own, not the account's; re-authentication has no form. */
const ownUniqueId = withFlow(
  "acme_own",
  `${handler}
    async def async_step_user(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """There is one account."""
        await self.async_set_unique_id(DOMAIN)
        if self.source != SOURCE_REAUTH:
            self._abort_if_unique_id_configured()
        return await super().async_step_user(user_input)

    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        if self.source == SOURCE_REAUTH:
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        return self.async_create_entry(title="Acme", data=data)

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """The token is lost."""
        return await self.async_step_user()
`
)

/** Re-authentication is refused on purpose, and the flow never makes an authorization URL. */
const withoutUrl = withFlow(
  "acme_password",
  `${handler.replace("from homeassistant.config_entries", "import voluptuous as vol\n\nfrom homeassistant.config_entries")}
    async def async_step_auth(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Asks for user and password in the place of an authorization."""
        if user_input is None:
            schema = vol.Schema({vol.Required("username"): str, vol.Required("password"): str})
            return self.async_show_form(step_id="auth", data_schema=schema)
        await self.async_set_unique_id(user_input["username"])
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data={"username": user_input["username"]})

    async def async_step_reauth(self, entry_data: Mapping[str, Any]) -> ConfigFlowResult:
        """The user has to remove the entry."""
        return self.async_abort(reason="cannot_connect")
`,
  {
    ...formWords({ auth: { title: "Acme", data: { username: "User", password: "Password" } } }),
    "__init__.py":
      'async def async_setup_entry(hass, entry):\n    """Set an account up."""\n    return True\n'
  }
)

/** Calls of the interface that nothing guards, answered by a library that is not installed. */
const library = withFlow(
  "acme_library",
  `${handler.replace("from .const", "from pyacmecloud import AcmeClient\n\nfrom .const")}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        user = await AcmeClient(data["token"]["access_token"]).get_user()
        await self.async_set_unique_id(user.id)
        if self.source == SOURCE_REAUTH:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title=user.name, data=data)
${reauthSteps}`,
  { "manifest.json": ['"requirements": []', '"requirements": ["pyacmecloud==0.2.0"]'] }
)

/** The unique id is a claim that the kit gives to no token; another is read by hand. The scope is the client's. */
const claims = withFlow(
  "acme_claims",
  `${handler
    .replace("import logging\n", "import base64\nimport json\nimport logging\n")
    .replace("from homeassistant.config_entries", "import jwt\n\nfrom homeassistant.config_entries")
    .replace(/\n {4}@property\n {4}def extra_authorize_data[\s\S]*$/, "\n")}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        if "profile" not in data["token"]["scope"]:
            return self.async_abort(reason="cannot_connect")
        claims = jwt.decode(data["token"]["id_token"], options={"verify_signature": False})
        payload = data["token"]["access_token"].split(".")[1]
        region = json.loads(base64.urlsafe_b64decode(payload + "=="))["region_code"].lower()
        session = async_get_clientsession(self.hass)
        homes = json.loads(await (await session.get(f"https://{region}.acme-cloud.com/homes")).text())["homes"]
        await self.async_set_unique_id(f"{claims['tenant_code']}-{claims['sub']}")
        if self.source == SOURCE_REAUTH:
            self._abort_if_unique_id_mismatch(reason="wrong_account")
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data={**data, "home": homes[0]["home_id"]})
${reauthSteps}`
)

const diagnosticsBegin = `"""Diagnostics of Acme."""

from homeassistant.components.diagnostics import REDACTED, async_redact_data
from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant

TO_REDACT = {"token", "unique_id"}


async def async_get_config_entry_diagnostics(hass: HomeAssistant, entry: ConfigEntry) -> dict:
    """Return what helps to find a fault."""
`

/** Diagnostics that redact with the host's helper. */
export const diagnosticsFlow = withFlow("acme_diagnostics", `${handler}${createEntry}${reauthSteps}`, {
  "diagnostics.py": `${diagnosticsBegin}    return async_redact_data(entry.as_dict(), TO_REDACT)\n`
})

/** Diagnostics that redact by hand, of the entry and of a device: only what comes out of them shows that they do. */
export const redactsByHand = withFlow("acme_by_hand", `${handler}${createEntry}${reauthSteps}`, {
  "diagnostics.py": `${diagnosticsBegin}    session = entry.runtime_data
    token = {name: type(value).__name__ for name, value in session.token.items()}
    return {"data": {**entry.data, "token": token}, "redacted": async_redact_data([{"token": 1}], TO_REDACT)}


async def async_get_device_diagnostics(hass: HomeAssistant, entry: ConfigEntry, device) -> dict:
    """Return what helps to find a fault of one device."""
    return {"device": device.name, "entry": {name: REDACTED for name in entry.data}}
`
})

/** It ends with reasons that its source does not spell out. */
export const reasonsFlow = withFlow(
  "acme_reasons",
  `${handler}
    async def async_oauth_create_entry(self, data: dict[str, Any]) -> ConfigFlowResult:
        """Keeps the account, or the new token of the one that is there."""
        await self.async_set_unique_id(data["token"]["sub"])
        if self.source == SOURCE_REAUTH:
            if self._get_reauth_entry().unique_id != self.unique_id:
                reason = "_".join(("wrong", "account"))
                return self.async_abort(reason=reason)
            return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)
        self._abort_if_unique_id_configured()
        return self.async_create_entry(title="Acme", data=data)
${reauthSteps}`
)

/** Every sound integration with a config flow. */
export const soundFlows: ReadonlyArray<Sound> = [
  flowPython,
  fromToken,
  single,
  tradesToken,
  nestedToken,
  menuAndForms,
  matchedByUrl,
  ownUniqueId,
  withoutUrl,
  library,
  claims,
  diagnosticsFlow,
  redactsByHand,
  reasonsFlow
]
