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
  flowWith("reads-an-entry-id-that-no-entry-has", "FLO-4", [
    "        return await self.async_step_reauth_confirm()\n",
    '        self.context["entry"] = entry_data["id"]\n        return await self.async_step_reauth_confirm()\n'
  ]),

  flowWith("has-no-reauthentication", "FLO-5", [reauthentication, ""]),
  flowWith("names-reauthentication-otherwise", "FLO-5", ["async_step_reauth(", "async_step_reauthenticate("]),

  flowWith("takes-any-account", "FLO-6", [compares, ""]),
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
    '        try:\n            self._abort_if_unique_id_configured()\n        except Exception:  # noqa: BLE001\n            self.logger.warning("Going on")\n'
  ])
]
