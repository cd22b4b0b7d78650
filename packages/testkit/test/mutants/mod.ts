import { type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  legacyTypeScript,
  placeholdersPython,
  placeholdersTypeScript,
  serverPython,
  serverTypeScript
} from "./sound.ts"

const python = "application_credentials.py"
const typescript = "application_credentials.ts"

const serverAnswer =
  "    return AuthorizationServer(authorize_url=OAUTH2_AUTHORIZE, token_url=OAUTH2_TOKEN)\n"
const typescriptHook = "(_host) =>\n    Effect.succeed("

/** A legacy hook beside the server's, in Python. */
const legacyHook = (body: string): readonly [string, string] => [
  serverAnswer,
  `${serverAnswer}

async def async_get_client_credential(hass: HomeAssistant) -> ClientCredential | None:
    """Return the credential of the user's configuration."""
${body}`
]

const importsCredential: readonly [string, string] = [
  "import AuthorizationServer",
  "import AuthorizationServer, ClientCredential"
]

/** Faulty modules for the requirements of family MOD. */
export const mod: ReadonlyArray<Mutant> = [
  mutate(serverPython, "offers-no-hook", "MOD-1", {
    [python]: ["async_get_authorization_server", "async_server"]
  }),
  mutate(serverPython, "is-not-python", "MOD-1", {
    [python]: [serverAnswer, "    return AuthorizationServer(\n"]
  }),
  mutate(serverTypeScript, "offers-no-hook", "MOD-1", { [typescript]: ["getAuthorizationServer", "server"] }),

  mutate(serverPython, "hook-is-not-async", "MOD-2", { [python]: ["async def", "def"] }),
  mutate(serverPython, "hook-wants-a-config-entry", "MOD-2", {
    [python]: ["(hass: HomeAssistant)", "(hass: HomeAssistant, config_entry)"]
  }),
  mutate(serverPython, "hook-takes-no-hass", "MOD-2", { [python]: ["(hass: HomeAssistant)", "()"] }),
  mutate(basicPython, "hook-takes-keywords", "MOD-2", {
    [python]: ["hass: HomeAssistant, auth_domain: str", "hass: HomeAssistant, *, auth_domain: str"]
  }),
  mutate(basicPython, "hook-wants-another-argument-by-keyword", "MOD-2", {
    [python]: [
      "credential: ClientCredential\n) -> AcmeImplementation",
      "credential: ClientCredential, *, region: str\n) -> AcmeImplementation"
    ]
  }),
  mutate(basicPython, "hook-takes-no-auth-domain", "MOD-2", {
    [python]: [
      ["hass: HomeAssistant, auth_domain: str, credential", "hass: HomeAssistant, credential"],
      ["        auth_domain,\n", '        "acme_basic",\n']
    ]
  }),
  mutate(serverTypeScript, "hook-gives-a-promise", "MOD-2", {
    [typescript]: ["(_host) =>\n    Effect.succeed(", "async (_host) =>\n    ("]
  }),
  mutate(serverTypeScript, "hook-gives-the-server-itself", "MOD-2", {
    [typescript]: [typescriptHook, "(_host) =>\n    ("]
  }),

  mutate(serverPython, "reads-a-file-on-import", "MOD-3", {
    "endpoints.json": '{"authorize": "https://auth.acme-cloud.com/oauth/authorize"}',
    [python]: [
      "from .const import OAUTH2_AUTHORIZE, OAUTH2_TOKEN",
      `import json
from pathlib import Path

from .const import OAUTH2_TOKEN

OAUTH2_AUTHORIZE = json.loads((Path(__file__).parent / "endpoints.json").read_text())["authorize"]`
    ]
  }),
  mutate(serverTypeScript, "reads-a-file-on-import", "MOD-3", {
    [typescript]: [
      "export default",
      `import { readFileSync } from "node:fs"

const manifest = JSON.parse(readFileSync(new URL("./manifest.json", import.meta.url), "utf8"))
console.assert(manifest.domain === "acme_server")

export default`
    ]
  }),

  mutate(serverPython, "returns-a-dict", "MOD-4", {
    [python]: [serverAnswer, '    return {"authorize_url": OAUTH2_AUTHORIZE, "token_url": OAUTH2_TOKEN}\n']
  }),
  mutate(serverPython, "forgets-to-return", "MOD-4", {
    [python]: ["    return AuthorizationServer(", "    AuthorizationServer("]
  }),
  mutate(serverPython, "takes-for-granted-what-is-not-set-up", "MOD-4", {
    [python]: [serverAnswer, `    hass.data["acme_server"]["region"]\n${serverAnswer}`]
  }),
  mutate(serverPython, "exits", "MOD-4", {
    [python]: [serverAnswer, `    raise SystemExit("There is no region")\n${serverAnswer}`]
  }),
  mutate(serverTypeScript, "exits", "MOD-4", {
    [typescript]: [typescriptHook, "(_host) =>\n    Effect.sync(() => process.exit(1)) ?? Effect.succeed("]
  }),
  mutate(serverPython, "loops-forever", "MOD-4", {
    [python]: [serverAnswer, `    while not hass.data.get("acme_server"):\n        pass\n${serverAnswer}`]
  }),
  mutate(serverPython, "waits-forever", "MOD-4", {
    [python]: [serverAnswer, `    from asyncio import Event\n\n    await Event().wait()\n${serverAnswer}`]
  }),
  mutate(serverPython, "fails-without-a-word", "MOD-4", {
    [python]: [serverAnswer, "    raise ValueError\n"]
  }),
  mutate(basicPython, "forgets-to-await", "MOD-4", {
    [python]: [
      [
        "async def async_get_auth_implementation(",
        `async def async_get_authorization_server(hass: HomeAssistant) -> AuthorizationServer:
    """Return the authorization server."""
    return AuthorizationServer(
        "https://auth.acme-cloud.com/oauth/authorize",
        "https://auth.acme-cloud.com/oauth/token",
    )


async def async_get_auth_implementation(`
      ],
      [
        `        AuthorizationServer(
            authorize_url="https://auth.acme-cloud.com/oauth/authorize",
            token_url="https://auth.acme-cloud.com/oauth/token",
        ),
`,
        "        async_get_authorization_server(hass),\n"
      ]
    ]
  }),
  mutate(basicPython, "gives-the-base-class-too-few-arguments", "MOD-4", {
    [python]: ["        credential,\n        AuthorizationServer(", "        AuthorizationServer("]
  }),
  mutate(serverPython, "unpacks-what-has-other-parts", "MOD-4", {
    [python]: [serverAnswer, `    _scheme, _rest, _more = OAUTH2_TOKEN.split("://")\n${serverAnswer}`]
  }),
  mutate(serverTypeScript, "gives-half-a-server", "MOD-4", {
    [typescript]: [
      ["new AuthorizationServer({", "({"],
      ['        tokenUrl: "https://auth.acme-cloud.com/oauth/token"\n', ""]
    ]
  }),
  mutate(serverTypeScript, "takes-for-granted-what-is-not-set-up", "MOD-4", {
    [typescript]: [typescriptHook, "(_host) =>\n    Effect.succeed(_host.data.acme_server.region && "]
  }),

  mutate(serverPython, "takes-turns-between-regions", "MOD-5", {
    [python]: [
      ["\n\nasync def", '\nfrom itertools import cycle\n\n_regions = cycle(["eu", "us"])\n\n\nasync def'],
      ["OAUTH2_AUTHORIZE, token", 'f"https://{next(_regions)}.acme-cloud.com/authorize", token']
    ]
  }),
  mutate(serverTypeScript, "counts-its-calls", "MOD-5", {
    [typescript]: [
      ["export default", "let calls = 0\n\nexport default"],
      [
        '"https://auth.acme-cloud.com/oauth/authorize"',
        "`https://auth${++calls}.acme-cloud.com/oauth/authorize`"
      ]
    ]
  }),

  mutate(serverPython, "looks-the-endpoints-up", "MOD-6", {
    [python]: [
      [
        "from homeassistant.core import HomeAssistant\n",
        `from homeassistant.core import HomeAssistant
from homeassistant.helpers.aiohttp_client import async_get_clientsession
`
      ],
      [
        serverAnswer,
        `    response = await async_get_clientsession(hass).get(
        "https://auth.acme-cloud.com/.well-known/oauth-authorization-server"
    )
    metadata = await response.json()
    return AuthorizationServer(metadata["authorization_endpoint"], OAUTH2_TOKEN)
`
      ]
    ]
  }),
  mutate(serverTypeScript, "pings-the-provider", "MOD-6", {
    [typescript]: [
      [
        'import { Effect } from "effect"',
        'import { Effect } from "effect"\nimport { HttpClient } from "effect/http"'
      ],
      [
        typescriptHook,
        '(_host) =>\n    Effect.as(Effect.ignore(HttpClient.get("https://auth.acme-cloud.com/health")), '
      ]
    ]
  }),

  mutate(serverPython, "imports-an-empty-credential", "MOD-7", {
    [python]: [
      importsCredential,
      legacyHook(`    config = hass.data.get("acme_server", {})
    return ClientCredential(config.get("client_id", ""), config.get("client_secret", ""))
`)
    ]
  }),
  mutate(legacyTypeScript, "imports-an-empty-credential", "MOD-7", {
    [typescript]: [
      ["const clientId = textOf(host.data", "const clientId = String(host.data"],
      ["const clientSecret = textOf(host.data", 'const clientSecret = "" + (host.data'],
      ['["acme_legacy_secret"])', '["acme_legacy_secret"] ?? "")']
    ]
  }),

  mutate(placeholdersPython, "misspells-a-hook", "MOD-8", {
    [python]: ["async_get_description_placeholders", "async_get_description_placeholder"]
  }),
  mutate(placeholdersPython, "writes-a-hook-in-camel-case", "MOD-8", {
    [python]: ["async_get_description_placeholders", "getDescriptionPlaceholders"]
  }),
  mutate(serverPython, "has-a-hook-in-another-file", "MOD-8", {
    "config_flow.py": `"""Config flow of Acme."""


async def async_get_description_placeholders(hass):
    """Return the values of the description's placeholders."""
    return {"console_url": "https://developer.acme-cloud.com/clients"}
`
  }),
  mutate(serverPython, "registers-what-nothing-asks-for", "MOD-8", {
    [python]: [
      "async def async_get_authorization_server",
      `async def async_register_implementation(hass, implementation):
    """Keep an implementation that nobody ever hands over."""
    hass.data["acme_server"] = implementation


async def async_get_authorization_server`
    ]
  }),
  mutate(serverPython, "offers-no-credential-by-a-hook-that-nothing-calls", "MOD-8", {
    [python]: [importsCredential, legacyHook("    return None\n")]
  }),
  mutate(serverPython, "offers-implementations-that-nothing-asks-for", "MOD-8", {
    [python]: [
      "async def async_get_authorization_server",
      `async def async_get_implementations(hass, domain):
    """Return nothing that anybody would see."""
    return []


async def async_get_authorization_server`
    ]
  }),
  mutate(placeholdersTypeScript, "misspells-a-hook", "MOD-8", {
    [typescript]: ["getDescriptionPlaceholders", "getDescriptionPlaceholder"]
  }),
  mutate(serverTypeScript, "exports-a-hook-beside-the-definition", "MOD-8", {
    [typescript]: [
      "export default",
      'export const getDescriptionPlaceholders = () => Effect.succeed({ console_url: "https://acme-cloud.com" })\n\nexport default'
    ]
  }),

  mutate(serverPython, "tells-the-redirect-uri-in-the-dialog", "MOD-9", {
    [python]: [
      [
        "from homeassistant.core import HomeAssistant\n",
        "from homeassistant.core import HomeAssistant\nfrom homeassistant.helpers.config_entry_oauth2_flow import async_get_redirect_uri\n"
      ],
      [
        "async def async_get_authorization_server",
        `async def async_get_description_placeholders(hass):
    """Return the redirect URI to register."""
    return {"redirect_url": async_get_redirect_uri(hass)}


async def async_get_authorization_server`
      ]
    ]
  }),
  mutate(basicPython, "keeps-the-redirect-uri-when-it-is-made", "MOD-9", {
    [python]: [
      '    """Authenticates the client with HTTP Basic."""\n',
      `    """Authenticates the client with HTTP Basic."""

    def __init__(self, *args) -> None:
        super().__init__(*args)
        self.registered = self.redirect_uri
`
    ]
  }),
  mutate(basicPython, "asks-for-the-redirect-uri-on-a-refresh", "MOD-9", {
    [python]: [
      "        return await super()._async_refresh_token(token)",
      `        if self.redirect_uri == "":
            return token
        return await super()._async_refresh_token(token)`
    ]
  })
]
