/** Modules that make the attempts: the one whose name the host's instance has. */
import { attempts } from "./attempts.ts"

/** The attempts of a language. Python's have no promises. */
export const namesOf = (language: "typescript" | "python"): ReadonlyArray<string> =>
  Object.entries(attempts).flatMap(([name, { code, needs, only }]) => {
    const isThere = needs === undefined || process.getBuiltinModule(needs) !== undefined
    const isLeftOut = language === "python" ? code.includes("await") : only === "python"
    return isThere && !isLeftOut ? [name] : []
  })

const functionsOf = (language: "typescript" | "python"): string =>
  namesOf(language)
    .map((name) => {
      const code = attempts[name]?.code ?? ""
      const kind = code.includes("await") ? "async " : ""
      return `${JSON.stringify(name)}: ${kind}(node, raw, { at, integration, isJailed }) => { ${code} }`
    })
    .join(",\n")

const surroundings = `
const node = (id) => process.getBuiltinModule("node:" + id)
const raw = (id) => process.binding(id)
const gotten = (got) => (got ? { got } : { failed: "nothing" })
const failed = (error) => ({ failed: String(error && (error.code || error.message)) })
`

export const typescriptModule = `
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"
${surroundings}
const attempts = {
${functionsOf("typescript")}
}
const tryIt = async (name, input) => {
  try {
    return gotten(await attempts[name](node, raw, input))
  } catch (error) {
    return failed(error)
  }
}
const server = new AuthorizationServer({ authorizeUrl: "https://acme.io/authorize", tokenUrl: "https://acme.io/token" })
export default defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(server),
  getDescriptionPlaceholders: (host) => Effect.promise(() => tryIt(host.instanceName, host.data.jail))
})
`

const script = `(() => {
${surroundings}
const attempts = {
${functionsOf("python")}
}
return (name, input) => {
  let result
  try {
    result = gotten(attempts[name](node, raw, JSON.parse(input)))
  } catch (error) {
    result = failed(error)
  }
  return result.failed ? "failed: " + result.failed : "got: " + result.got
}
})()`

/** Python's JavaScript is found in its memory, where the host has let it out of sight. */
export const pythonModule = `
import gc
import json
from homeassistant.components.application_credentials import AuthorizationServer

SCRIPT = ${JSON.stringify(script)}

def javascript():
    gc.unfreeze()
    for found in gc.get_objects():
        finder = found.get("jsfinder") if isinstance(found, dict) else None
        if finder is not None:
            return finder.jsproxies["js"]
    raise RuntimeError("there is no JavaScript")

async def async_get_authorization_server(hass):
    return AuthorizationServer("https://acme.io/authorize", "https://acme.io/token")

async def async_get_description_placeholders(hass):
    run = javascript().process.getBuiltinModule("node:vm").runInThisContext(SCRIPT)
    how, _, what = run(hass.config.location_name, json.dumps(hass.data["jail"])).partition(": ")
    return {how: what}
`
