/** Small integrations for the smoke test, by path and content: a sound and a faulty one in each language. */

interface Endpoints {
  readonly authorizeUrl: string
  readonly tokenUrl: string
}

const sound: Endpoints = {
  authorizeUrl: "https://accounts.acme.io/oauth2/authorize",
  tokenUrl: "https://accounts.acme.io/oauth2/token"
}

/** Sends the code and the secret in the clear, against SRV-1. */
const faulty: Endpoints = { ...sound, tokenUrl: "http://accounts.acme.io/oauth2/token" }

const typescript = ({ authorizeUrl, tokenUrl }: Endpoints) => `
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(new AuthorizationServer({ authorizeUrl: "${authorizeUrl}", tokenUrl: "${tokenUrl}" }))
})
`

const python = ({ authorizeUrl, tokenUrl }: Endpoints) => `
from homeassistant.components.application_credentials import AuthorizationServer
from homeassistant.core import HomeAssistant


async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    return AuthorizationServer(authorize_url="${authorizeUrl}", token_url="${tokenUrl}")
`

const abortReasons = [
  "already_configured",
  "authorize_url_timeout",
  "missing_configuration",
  "missing_credentials",
  "no_url_available",
  "oauth_error",
  "oauth_failed",
  "oauth_implementation_unavailable",
  "oauth_timeout",
  "oauth_unauthorized",
  "reauth_successful",
  "user_rejected_authorize",
  "wrong_account"
]

const integration = (domain: string, moduleFile: string, source: string) => ({
  [`${domain}/${moduleFile}`]: source,
  [`${domain}/manifest.json`]: JSON.stringify({
    domain,
    name: "Acme",
    codeowners: [],
    config_flow: true,
    dependencies: ["application_credentials"],
    documentation: "https://acme.io/docs",
    integration_type: "hub",
    iot_class: "cloud_polling",
    requirements: [],
    version: "1.0.0"
  }),
  [`${domain}/translations/en.json`]: JSON.stringify({
    config: { abort: Object.fromEntries(abortReasons.map((reason) => [reason, `Aborted: ${reason}.`])) }
  })
})

/** The files. */
export const integrations: Readonly<Record<string, string>> = {
  ...integration("sound_typescript", "application_credentials.ts", typescript(sound)),
  ...integration("faulty_typescript", "application_credentials.ts", typescript(faulty)),
  ...integration("sound_python", "application_credentials.py", python(sound)),
  ...integration("faulty_python", "application_credentials.py", python(faulty)),
  "conformance.test.ts": `
import { describeConformance } from "@application-credentials/testkit/vitest"

describeConformance("sound_typescript")
`
}
