import { type Change, type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  byHandPython,
  googlePython,
  googleServerPython,
  googleTypeScript,
  implementationTypeScript,
  overrideTypeScript,
  pkcePython
} from "./sound.ts"

const python = (change: Change | ReadonlyArray<readonly [string, string]>) => ({
  "application_credentials.py": change
})

const typeScript = (change: Change | ReadonlyArray<readonly [string, string]>) => ({
  "application_credentials.ts": change
})

/** Gives the implementation of `byHandPython` an authorize step of its own. */
const authorizing = (body: string) =>
  python([
    [
      `        url = await super().async_generate_authorize_url(flow_id)
        LOGGER.debug("Linking an account with scopes %s", SCOPES)
        return url`,
      body
    ]
  ])

/** Has `overrideTypeScript` change its base's URL in another way. */
const changingUrl = (statement: string) =>
  typeScript(['url.searchParams.set("prompt", "consent")', statement])

/** Adds a member to what `pkcePython` sends along to the authorization endpoint. */
const withExtra = (member: string) =>
  python(['return {"scope": "read write"} |', `return {"scope": "read write", ${member}} |`])

const verifier = (expression: string) => python(["secrets.token_urlsafe(64)", expression])

/** Faulty modules for the requirements of family AUT. */
export const aut: ReadonlyArray<Mutant> = [
  mutate(
    byHandPython,
    "redirects-back-as-it-uses-client-credentials",
    "AUT-1",
    authorizing("        return self.redirect_uri")
  ),
  mutate(
    byHandPython,
    "leaves-out-the-response-type",
    "AUT-1",
    authorizing(`        url = await super().async_generate_authorize_url(flow_id)
        return url.replace("response_type=code&", "")`)
  ),
  mutate(
    byHandPython,
    "breaks-down-over-its-own-scopes",
    "AUT-1",
    authorizing(`        url = await super().async_generate_authorize_url(flow_id)
        return url + "&scope=" + SCOPES`)
  ),
  mutate(
    overrideTypeScript,
    "breaks-down-over-what-is-not-there",
    "AUT-1",
    changingUrl('Reflect.get(globalThis, "acme").prompt')
  ),
  mutate(overrideTypeScript, "goes-to-a-login-page", "AUT-1", changingUrl('url.pathname = "/login"')),
  mutate(
    byHandPython,
    "puts-the-url-together-as-text",
    "AUT-2",
    authorizing(`        url = await super().async_generate_authorize_url(flow_id)
        before, after = url.split("client_id=", 1)
        return f"{before}client_id={self.client_id}&{after.split('&', 1)[1]}"`)
  ),
  mutate(
    pkcePython,
    "has-a-client-id-of-its-own",
    "AUT-2",
    python(["            credential.client_id,\n", '            "acme-home-assistant",\n'])
  ),
  mutate(
    overrideTypeScript,
    "has-a-client-id-of-its-own",
    "AUT-2",
    changingUrl('url.searchParams.set("client_id", "acme-home-assistant")')
  ),
  mutate(
    basicPython,
    "has-a-redirect-uri-of-its-own",
    "AUT-3",
    python([
      '    """Authenticates the client with HTTP Basic."""\n',
      `    """Authenticates the client with HTTP Basic."""

    @property
    def redirect_uri(self) -> str:
        return "https://my.home-assistant.io/redirect/oauth"
`
    ])
  ),
  mutate(
    basicPython,
    "makes-the-redirect-uri-of-the-external-url",
    "AUT-3",
    python([
      '    """Authenticates the client with HTTP Basic."""\n',
      `    """Authenticates the client with HTTP Basic."""

    @property
    def redirect_uri(self) -> str:
        return f"{self.hass.config.external_url}/auth/external/callback"
`
    ])
  ),
  mutate(
    overrideTypeScript,
    "has-a-redirect-uri-of-its-own",
    "AUT-3",
    changingUrl('url.searchParams.set("redirect_uri", "https://acme-cloud.com/callback")')
  ),
  mutate(
    byHandPython,
    "sends-the-flow-id-as-state",
    "AUT-4",
    authorizing(`        url = __import__("yarl").URL(await super().async_generate_authorize_url(flow_id))
        return str(url.update_query({"state": flow_id}))`)
  ),
  mutate(
    byHandPython,
    "sends-the-same-state-for-every-flow",
    "AUT-4",
    authorizing('        return await super().async_generate_authorize_url("acme")')
  ),
  mutate(
    byHandPython,
    "signs-the-state-with-a-key-of-its-own",
    "AUT-4",
    authorizing(`        self.hass.data["oauth2_jwt_secret"] = "acme"
        return await super().async_generate_authorize_url(flow_id)`)
  ),
  mutate(
    byHandPython,
    "sends-no-state",
    "AUT-4",
    authorizing(`        url = await super().async_generate_authorize_url(flow_id)
        before, after = url.split("&state=", 1)
        return f"{before}&{after.split('&', 1)[1]}"`)
  ),
  mutate(
    byHandPython,
    "makes-a-random-state-that-the-host-does-not-know",
    "AUT-4",
    authorizing(`        url = __import__("yarl").URL(await super().async_generate_authorize_url(flow_id))
        return str(url.update_query({"state": secrets.token_urlsafe(32)}))`)
  ),
  mutate(
    overrideTypeScript,
    "sends-the-flow-id-as-state",
    "AUT-4",
    typeScript([
      ["withPrompt = (text: string)", "withState = (text: string, flowId: string)"],
      ['url.searchParams.set("prompt", "consent")', 'url.searchParams.set("state", flowId)'],
      ["withPrompt(request.url)", "withState(request.url, flow.flowId)"]
    ])
  ),
  mutate(
    byHandPython,
    "adds-the-scope-as-text-once-more",
    "AUT-5",
    authorizing(`        url = await super().async_generate_authorize_url(flow_id)
        return f"{url}&scope=offline"`)
  ),
  mutate(
    overrideTypeScript,
    "appends-the-scope",
    "AUT-5",
    changingUrl('url.searchParams.append("scope", "offline")')
  ),
  mutate(pkcePython, "sends-the-secret-along", "AUT-6", withExtra('"client_secret": self.client_secret')),
  mutate(
    pkcePython,
    "sends-a-basic-pair-along",
    "AUT-6",
    withExtra(
      '"auth": __import__("base64").b64encode(f"{self.client_id}:{self.client_secret}".encode()).decode()'
    )
  ),
  mutate(pkcePython, "sends-a-secret-of-its-own-along", "AUT-6", withExtra('"client_secret": "s3cr3t"')),
  mutate(
    overrideTypeScript,
    "sends-a-secret-of-its-own-along",
    "AUT-6",
    changingUrl('url.searchParams.set("client_secret", "s3cr3t")')
  ),
  mutate(
    overrideTypeScript,
    "sends-the-secret-along",
    "AUT-6",
    typeScript([
      ["withPrompt = (text: string)", "withSecret = (text: string, secret: string)"],
      ['url.searchParams.set("prompt", "consent")', 'url.searchParams.set("client_secret", secret)'],
      ["withPrompt(request.url)", "withSecret(request.url, Redacted.value(credential.clientSecret))"],
      ['import { Effect } from "effect"', 'import { Effect, Redacted } from "effect"']
    ])
  ),
  mutate(
    byHandPython,
    "sends-the-verifier-as-its-challenge",
    "AUT-7",
    python([
      ['"code_challenge": challenge', '"code_challenge": self._verifier'],
      ['"S256"', '"plain"']
    ])
  ),
  mutate(
    byHandPython,
    "hashes-into-hexadecimal-digits",
    "AUT-7",
    python([
      ["self._verifier.encode()).digest()", "self._verifier.encode()).hexdigest()"],
      ['base64.urlsafe_b64encode(digest).decode().rstrip("=")', "digest"]
    ])
  ),
  mutate(byHandPython, "leaves-the-padding-on", "AUT-7", python(['.rstrip("=")', ""])),
  mutate(
    byHandPython,
    "does-not-name-the-method",
    "AUT-7",
    python(['            "code_challenge_method": "S256",\n', ""])
  ),
  mutate(
    byHandPython,
    "encodes-the-hexadecimal-digits",
    "AUT-7",
    python([[".encode()).digest()", ".encode()).hexdigest()[:32].encode()"]])
  ),
  mutate(
    pkcePython,
    "loses-the-challenge-of-its-base-class",
    "AUT-7",
    python([
      'return {"scope": "read write"} | super().extra_authorize_data',
      'return {"scope": "read write"}'
    ])
  ),
  mutate(
    overrideTypeScript,
    "drops-the-challenge",
    "AUT-7",
    changingUrl('url.searchParams.delete("code_challenge")')
  ),
  mutate(byHandPython, "keeps-the-verifier-in-the-host", "AUT-8", {
    "application_credentials.py": [
      "        self._verifier = secrets.token_urlsafe(64)\n",
      '        self._verifier = hass.data.setdefault("acme_verifier", secrets.token_urlsafe(64))\n'
    ]
  }),
  mutate(
    byHandPython,
    "makes-the-verifier-at-import",
    "AUT-8",
    python([
      ["class AcmeImplementation", "_VERIFIER = secrets.token_urlsafe(64)\n\n\nclass AcmeImplementation"],
      ["self._verifier = secrets.token_urlsafe(64)", "self._verifier = _VERIFIER"]
    ])
  ),
  mutate(
    byHandPython,
    "makes-the-verifier-of-the-client-id",
    "AUT-8",
    verifier("hashlib.sha256(credential.client_id.encode()).hexdigest()")
  ),
  mutate(
    byHandPython,
    "makes-the-verifier-of-the-time",
    "AUT-8",
    verifier('hashlib.sha256(str(__import__("time").time()).encode()).hexdigest()')
  ),
  mutate(byHandPython, "has-a-uuid-for-a-verifier", "AUT-8", verifier('__import__("uuid").uuid4().hex')),
  mutate(byHandPython, "makes-a-verifier-of-192-bits", "AUT-8", verifier("secrets.token_hex(24)")),
  mutate(byHandPython, "repeats-a-short-verifier", "AUT-8", verifier("secrets.token_urlsafe(16) * 3")),
  mutate(
    overrideTypeScript,
    "makes-the-verifier-at-import",
    "AUT-8",
    typeScript([
      ["import {\n", "import {\n  codeChallenge,\n"],
      ['import { Effect } from "effect"', 'import { Effect, Redacted } from "effect"'],
      [
        "const withPrompt = (text: string)",
        "const codeVerifier = Redacted.make(`${crypto.randomUUID()}${crypto.randomUUID()}`)\n\nconst withChallenge = (text: string, challenge: string)"
      ],
      ['url.searchParams.set("prompt", "consent")', 'url.searchParams.set("code_challenge", challenge)'],
      [
        "Effect.map(base.authorize(flow), (request) => ({ ...request, url: withPrompt(request.url) }))",
        "Effect.gen(function* () {\n              const { url } = yield* base.authorize(flow)\n              return { url: withChallenge(url, yield* codeChallenge(codeVerifier)), codeVerifier }\n            })"
      ]
    ])
  ),
  mutate(googleTypeScript, "leaves-pkce-out", "AUT-9", typeScript(["pkce: true,", ""])),
  mutate(
    googlePython,
    "takes-the-implementation-without-pkce",
    "AUT-9",
    python([
      ["    LocalOAuth2ImplementationWithPkce,\n", "    LocalOAuth2Implementation,\n"],
      [
        "class AcmeImplementation(LocalOAuth2ImplementationWithPkce)",
        "class AcmeImplementation(LocalOAuth2Implementation)"
      ],
      [
        "            client_secret=credential.client_secret,\n",
        "            client_secret=credential.client_secret,\n            domain=auth_domain,\n"
      ],
      [
        "            auth_domain,\n            credential.client_id,\n",
        "            client_id=credential.client_id,\n"
      ]
    ])
  ),
  mutate(pkcePython, "asks-for-a-token-instead-of-a-code", "AUT-10", withExtra('"response_type": "token"')),
  mutate(pkcePython, "puts-a-constant-in-the-states-place", "AUT-10", withExtra('"state": "acme"')),
  mutate(
    pkcePython,
    "puts-a-constant-in-the-redirect-uris-place",
    "AUT-10",
    withExtra('"redirect_uri": "https://acme-cloud.com/callback"')
  ),
  mutate(
    pkcePython,
    "puts-a-constant-in-the-client-ids-place",
    "AUT-10",
    withExtra('"client_id": "acme-home-assistant"')
  ),
  mutate(
    overrideTypeScript,
    "puts-a-constant-in-the-states-place",
    "AUT-10",
    changingUrl('url.searchParams.set("state", "acme")')
  ),
  mutate(pkcePython, "prints-a-list-of-scopes", "AUT-11", python(['"read write"', 'str(["read", "write"])'])),
  mutate(pkcePython, "has-a-space-too-many", "AUT-11", python(['"read write"', '"read  write"'])),
  mutate(pkcePython, "quotes-its-scopes", "AUT-11", python(['"read write"', '\'"read" "write"\''])),
  mutate(
    overrideTypeScript,
    "names-a-scope-twice",
    "AUT-11",
    changingUrl('url.searchParams.set("scope", "read write read")')
  ),
  mutate(
    pkcePython,
    "asks-for-every-scope-there-is",
    "AUT-12",
    python(['"read write"', '" ".join(f"https://auth.acme-cloud.com/scopes/{n}" for n in range(60))'])
  ),
  mutate(
    implementationTypeScript,
    "sends-a-long-parameter",
    "AUT-12",
    typeScript([
      'audience: "https://api.acme-cloud.com"',
      'audience: "https://api.acme-cloud.com/".repeat(80)'
    ])
  ),

  mutate(
    googleTypeScript,
    "asks-for-no-refresh-token",
    "AUT-13",
    typeScript(['access_type: "offline"', 'prompt: "consent"'])
  ),
  mutate(googlePython, "asks-for-no-refresh-token", "AUT-13", python([', "access_type": "offline"', ""])),
  mutate(googleServerPython, "asks-for-no-refresh-token", "AUT-13", {
    "config_flow.py": ['"access_type": "offline", ', ""]
  })
]
