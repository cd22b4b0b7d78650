import { type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  byHandPython,
  implementationTypeScript,
  overrideTypeScript,
  pkcePython
} from "./sound.ts"

const doc = '    """Authenticates the client with HTTP Basic."""\n'

/** Gives the implementation of `basicPython` a name of its own. */
const named = (expression: string) => ({
  "application_credentials.py": [
    doc,
    `${doc}
    @property
    def name(self) -> str:
        return ${expression}
`
  ] as const
})

/** Faulty modules for the requirements of family IMP. */
export const imp: ReadonlyArray<Mutant> = [
  mutate(byHandPython, "passes-the-integrations-own-domain", "IMP-1", {
    "application_credentials.py": [
      ["import LOGGER,", "import DOMAIN, LOGGER,"],
      [
        "        hass,\n        auth_domain,\n        credential,\n        AuthorizationServer",
        "        hass,\n        DOMAIN,\n        credential,\n        AuthorizationServer"
      ]
    ]
  }),
  mutate(pkcePython, "is-its-client-ids-domain", "IMP-1", {
    "application_credentials.py": [
      "            auth_domain,\n",
      '            f"acme_{credential.client_id}",\n'
    ]
  }),
  mutate(implementationTypeScript, "passes-the-integrations-own-domain", "IMP-1", {
    "application_credentials.ts": ["domain: authDomain", 'domain: "acme_implementation"']
  }),
  mutate(basicPython, "has-an-empty-name", "IMP-2", named('""')),
  mutate(basicPython, "is-named-after-the-secret", "IMP-2", named('f"Acme ({self.client_secret})"')),
  mutate(implementationTypeScript, "has-an-empty-name", "IMP-2", {
    "application_credentials.ts": ["domain: authDomain,", 'domain: authDomain,\n        name: "",']
  }),
  mutate(basicPython, "exchanges-with-a-client-id-of-its-own", "IMP-3", {
    "application_credentials.py": ["quote_plus(self.client_id)", 'quote_plus("acme-home-assistant")']
  }),
  mutate(basicPython, "changes-the-credential", "IMP-3", {
    "application_credentials.py": [
      '    """Return the implementation for a credential."""\n',
      '    """Return the implementation for a credential."""\n    credential.name = credential.name or "Acme"\n'
    ]
  }),
  mutate(basicPython, "swaps-id-and-secret", "IMP-3", {
    "application_credentials.py": [
      "{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}",
      "{quote_plus(self.client_secret)}:{quote_plus(self.client_id)}"
    ]
  }),
  mutate(implementationTypeScript, "uses-a-credential-of-its-own", "IMP-3", {
    "application_credentials.ts": [
      ["import { AuthorizationServer,", "import { AuthorizationServer, ClientCredential,"],
      [
        "        credential,\n",
        '        credential: new ClientCredential({ ...credential, clientId: "acme-home-assistant" }),\n'
      ]
    ]
  }),
  mutate(byHandPython, "keeps-the-verifier-in-the-module", "IMP-4", {
    "application_credentials.py": [
      ["class AcmeImplementation", "_state = {}\n\n\nclass AcmeImplementation"],
      ["        digest = ", '        _state["verifier"] = self._verifier\n        digest = '],
      ['"code_verifier": self._verifier', '"code_verifier": _state["verifier"]']
    ]
  }),
  mutate(byHandPython, "takes-the-verifier-out-of-the-module", "IMP-4", {
    "application_credentials.py": [
      ["class AcmeImplementation", "_state = {}\n\n\nclass AcmeImplementation"],
      ["        digest = ", '        _state["verifier"] = self._verifier\n        digest = '],
      ['"code_verifier": self._verifier', '"code_verifier": _state.pop("verifier")']
    ]
  }),
  mutate(byHandPython, "lets-only-the-last-flow-end", "IMP-4", {
    "application_credentials.py": [
      ["class AcmeImplementation", "_last = []\n\n\nclass AcmeImplementation"],
      [
        "        url = await super().async_generate_authorize_url(flow_id)\n",
        `        _last[:] = [self]
        url = await super().async_generate_authorize_url(flow_id)
`
      ],
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        if _last != [self]:
            raise RuntimeError("Another account is being linked")
        return await super().async_resolve_external_data(external_data)

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(byHandPython, "keeps-the-redirect-uri-in-the-module", "IMP-4", {
    "application_credentials.py": [
      ["class AcmeImplementation", "_state = {}\n\n\nclass AcmeImplementation"],
      [
        "        url = await super().async_generate_authorize_url(flow_id)\n",
        `        _state["redirect_uri"] = self.redirect_uri
        url = await super().async_generate_authorize_url(flow_id)
`
      ],
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        return await self._token_request(
            {
                "grant_type": "authorization_code",
                "code": external_data["code"],
                "redirect_uri": _state["redirect_uri"],
                **self.extra_token_resolve_data,
            }
        )

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(byHandPython, "gives-everybody-the-first-token", "IMP-4", {
    "application_credentials.py": [
      ["class AcmeImplementation", "_tokens = {}\n\n\nclass AcmeImplementation"],
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        token = await super().async_resolve_external_data(external_data)
        return dict(_tokens.setdefault(id(self.hass.loop), token))

    async def async_generate_authorize_url`
      ]
    ]
  }),
  mutate(pkcePython, "keeps-the-client-in-the-class", "IMP-4", {
    "application_credentials.py": [
      "        self._name = credential.name\n",
      `        self._name = credential.name
        AcmeImplementation.current = self

    async def _token_request(self, data: dict) -> dict:
        self.client_id = AcmeImplementation.current.client_id
        self.client_secret = AcmeImplementation.current.client_secret
        return await super()._token_request(data)
`
    ]
  }),
  mutate(overrideTypeScript, "keeps-the-verifier-in-the-module", "IMP-4", {
    "application_credentials.ts": [
      ['import { Effect } from "effect"', 'import { Effect, type Redacted } from "effect"'],
      ["const withPrompt", "let codeVerifier: Redacted.Redacted | undefined\n\nconst withPrompt"],
      [
        "({ ...request, url: withPrompt(request.url) })",
        "{\n              codeVerifier = request.codeVerifier\n              return { ...request, url: withPrompt(request.url) }\n            }"
      ],
      ["base.exchange(grant)", "base.exchange({ ...grant, codeVerifier })"]
    ]
  })
]
