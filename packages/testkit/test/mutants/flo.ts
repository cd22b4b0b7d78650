import { type Mutant, mutate } from "./Mutant.ts"
import { flowPython } from "./soundFlows.ts"

const flow = "config_flow.py"

/** Puts a fault into the plain flow. */
const flowWith = (
  fault: string,
  kills: Mutant["kills"],
  ...changes: ReadonlyArray<readonly [string, string]>
): Mutant => mutate(flowPython, fault, kills, { [flow]: changes })

const reauthentication =
  /\n {4}async def async_step_reauth\([\s\S]*$/.exec(flowPython.files[flow] ?? "")?.[0] ?? ""
const updates = "return self.async_update_reload_and_abort(self._get_reauth_entry(), data=data)"
const compares = '            self._abort_if_unique_id_mismatch(reason="wrong_account")\n'

/** Faulty config flows. */
export const flo: ReadonlyArray<Mutant> = [
  flowWith("registers-another-domain", "FLO-1", ["domain=DOMAIN)", 'domain="acme")']),
  flowWith("has-no-domain", "FLO-1", ["    DOMAIN = DOMAIN\n\n", ""]),
  flowWith("has-no-logger", "FLO-1", ["    def logger(", "    def log("]),
  flowWith("has-a-syntax-error", "FLO-1", ["    DOMAIN = DOMAIN\n", "    DOMAIN = = DOMAIN\n"]),

  flowWith("reads-a-member-that-no-token-has", "FLO-2", [
    "        session = async_get_clientsession(self.hass)\n",
    '        self.context["expiry"] = data["expires_at"]\n        session = async_get_clientsession(self.hass)\n'
  ]),
  flowWith("answers-with-nothing", "FLO-2", [
    "        session = async_get_clientsession(self.hass)\n",
    "        if self.source != SOURCE_REAUTH:\n            return None\n        session = async_get_clientsession(self.hass)\n"
  ]),

  flowWith("makes-an-entry-on-reauthentication", "FLO-4", [
    updates,
    'return self.async_create_entry(title="Acme", data=data)'
  ]),
  flowWith("keeps-the-old-token", "FLO-4", [
    updates,
    "return self.async_update_reload_and_abort(self._get_reauth_entry(), data=self._get_reauth_entry().data)"
  ]),
  flowWith("puts-the-new-token-into-the-options", "FLO-4", [
    updates,
    "return self.async_update_reload_and_abort(self._get_reauth_entry(), options=data)"
  ]),
  flowWith("reads-an-entry-id-that-no-entry-has", "FLO-4", [
    "        return await self.async_step_reauth_confirm()\n",
    '        self.context["entry"] = entry_data["id"]\n        return await self.async_step_reauth_confirm()\n'
  ]),

  flowWith("has-no-reauthentication", "FLO-5", [reauthentication, ""]),
  flowWith("names-reauthentication-otherwise", "FLO-5", ["async_step_reauth(", "async_step_reauthenticate("]),

  flowWith("takes-any-account", "FLO-6", [compares, ""]),
  flowWith(
    "takes-any-account-known-by-a-member-of-its-own",
    "FLO-6",
    [compares, ""],
    ['str(account["id"])', 'account["AccountKey"]']
  ),
  flowWith("links-the-other-account", "FLO-6", [
    compares,
    '            if self._get_reauth_entry().unique_id != self.unique_id:\n                return self.async_create_entry(title="Acme", data=data)\n'
  ]),

  flowWith("has-no-unique-id", "FLO-7", [
    '        await self.async_set_unique_id(str(account["id"]))\n        if self.source == SOURCE_REAUTH:\n' +
      compares,
    "        if self.source == SOURCE_REAUTH:\n"
  ]),
  flowWith("swallows-the-abort", "FLO-7", [
    "        self._abort_if_unique_id_configured()\n",
    '        try:\n            self._abort_if_unique_id_configured()\n        except Exception:  # noqa: BLE001\n            self.logger.warning("Continuing")\n'
  ]),

  flowWith("leaves-the-token-out", "FLO-3", [
    'title=account["name"], data=data)',
    'title=account["name"], data={"auth_implementation": data["auth_implementation"]})'
  ]),
  flowWith("keeps-another-implementation", "FLO-3", [
    'title=account["name"], data=data)',
    'title=account["name"], data={**data, "auth_implementation": DOMAIN})'
  ]),

  flowWith("logs-the-token", "FLO-8", [
    "        session = async_get_clientsession(self.hass)\n",
    '        self.logger.debug("Linked %s", data)\n        session = async_get_clientsession(self.hass)\n'
  ]),
  flowWith("logs-the-token-where-the-service-fails", "FLO-8", [
    '            return self.async_abort(reason="cannot_connect")\n',
    '            self.logger.info("No account for %s", headers)\n            return self.async_abort(reason="cannot_connect")\n'
  ]),
  mutate(flowPython, "logs-the-entry-in-its-set-up", "FLO-8", {
    "__init__.py": [
      ["from homeassistant.config_entries", "import logging\n\nfrom homeassistant.config_entries"],
      [
        "    implementation = await",
        '    logging.getLogger(__name__).info("Setting up %s", dict(entry.data))\n    implementation = await'
      ]
    ]
  }),
  flowWith("logs-the-code", "FLO-8", [
    "    @property\n    def logger",
    `    async def async_step_creation(self, user_input=None):
        self.logger.debug("Back with %s", self.external_data)
        return await super().async_step_creation(user_input)

    @property
    def logger`
  ]),

  mutate(flowPython, "has-no-words-for-an-abort", "FLO-9", {
    "translations/en.json": ['"already_configured"', '"already_there"']
  }),
  mutate(flowPython, "has-no-words-for-a-step", "FLO-9", {
    "translations/en.json": ['"reauth_confirm"', '"reauthenticate"']
  }),

  flowWith("makes-a-state-of-its-own", "FLO-10", [
    'return {"scope": "read write"}',
    'return {"scope": "read write", "state": self.flow_id}'
  ]),
  flowWith("asks-for-a-scope-twice", "FLO-10", ['"read write"', '"read write read"']),
  flowWith("asks-for-a-token-in-place-of-a-code", "FLO-10", [
    'return {"scope": "read write"}',
    'return {"scope": "read write", "response_type": "token"}'
  ]),

  flowWith("makes-a-url-of-its-own-with-the-scope-twice", "FLO-10", [
    "    @property\n    def extra_authorize_data",
    `    async def async_generate_authorize_url(self) -> str:
        """The address, with what the provider wants beside the host's own parameters."""
        scope = "scope=read&scope=write"
        client = f"response_type=code&client_id={self.flow_impl.client_id}"
        return f"https://auth.acme-cloud.com/oauth/authorize?{client}&{scope}"

    @property
    def extra_authorize_data`
  ]),

  mutate(flowPython, "returns-false-for-a-token-error", "FLO-11", {
    "__init__.py": [
      "    await session.async_ensure_token_valid()\n",
      "    try:\n        await session.async_ensure_token_valid()\n    except Exception:  # noqa: BLE001\n        return False\n"
    ]
  }),
  mutate(flowPython, "asks-again-while-the-provider-is-down", "FLO-11", {
    "__init__.py": [
      [
        "from homeassistant.core import HomeAssistant\n",
        "from homeassistant.core import HomeAssistant\nfrom homeassistant.exceptions import ConfigEntryAuthFailed\n"
      ],
      [
        "    await session.async_ensure_token_valid()\n",
        "    try:\n        await session.async_ensure_token_valid()\n    except Exception as error:\n        raise ConfigEntryAuthFailed from error\n"
      ]
    ]
  }),
  {
    ...mutate(flowPython, "tries-again-with-a-token-that-is-refused", "FLO-11", {
      "__init__.py": [
        [
          "from homeassistant.core import HomeAssistant\n",
          "from aiohttp import ClientError\n\nfrom homeassistant.core import HomeAssistant\nfrom homeassistant.exceptions import ConfigEntryNotReady\n"
        ],
        [
          "    await session.async_ensure_token_valid()\n",
          "    try:\n        await session.async_ensure_token_valid()\n    except ClientError as error:\n        raise ConfigEntryNotReady from error\n"
        ]
      ]
    }),
    homeAssistant: "2026.9"
  }
]
