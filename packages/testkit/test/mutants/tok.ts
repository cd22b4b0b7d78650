import type { RequirementId } from "../../src/catalog/Requirement.ts"
import { type Mutant, mutate } from "./Mutant.ts"
import {
  at,
  basicPython,
  basicTypeScript,
  byHandPython,
  byHandTypeScript,
  notionTypeScript,
  overrideTypeScript,
  pkcePython,
  serverPython
} from "./sound.ts"

type Pair = readonly [search: string, replacement: string]

const basic = (fault: string, kills: RequirementId, ...changes: ReadonlyArray<Pair>): Mutant =>
  mutate(basicPython, fault, kills, { "application_credentials.py": changes })

const byHand = (fault: string, kills: RequirementId, ...changes: ReadonlyArray<Pair>): Mutant =>
  mutate(byHandTypeScript, fault, kills, { "application_credentials.ts": changes })

/** The statuses' handling of `basicPython`. */
const refusals = `        if response.status >= 300:
            if response.status == 429 or response.status >= 500:
                raise OAuth2TokenRequestTransientError(**details)
            if response.status >= 400:
                raise OAuth2TokenRequestReauthError(**details)
            raise OAuth2TokenRequestError(**details)
`

const errorCheck = `        if token.get("error"):
            raise OAuth2TokenRequestReauthError(**details)
`

const tokenCheck = `        if not isinstance(token.get("access_token"), str) or not token["access_token"]:
            raise ClientError("The token endpoint gave no access token")
`

const post = `        response = await session.post(
            self.token_url,
            data=data,
            headers={"Authorization": f"Basic {basic}"},
            allow_redirects=False,
        )
`

const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, "    ")

/** Faulty modules for the requirements of family TOK. */
export const tok: ReadonlyArray<Mutant> = [
  basic("sends-json", "TOK-1", ["            data=data,\n", "            json=data,\n"]),
  basic("sends-the-code-in-the-url", "TOK-1", ["            data=data,\n", "            params=data,\n"]),
  basic("posts-to-another-endpoint", "TOK-1", [
    "            self.token_url,\n",
    '            "https://auth.acme-cloud.com/oauth2/token",\n'
  ]),
  basic("breaks-down-before-it-sends", "TOK-1", ['data.pop("client_id", None)', 'data.pop("audience")']),
  byHand("sends-the-code-in-the-url", "TOK-1", [
    "HttpClientRequest.bodyUrlParams(parameters)",
    "HttpClientRequest.setUrlParams(parameters)"
  ]),
  basic(
    "decodes-the-code-again",
    "TOK-2",
    ["import quote_plus", "import quote_plus, unquote_plus"],
    [
      '        data.pop("client_id", None)\n',
      '        data.pop("client_id", None)\n        if "code" in data:\n            data["code"] = unquote_plus(data["code"])\n'
    ]
  ),
  byHand("encodes-the-code-twice", "TOK-2", [
    "code: Redacted.value(code)",
    "code: encodeURIComponent(Redacted.value(code))"
  ]),
  byHand("mistakes-the-grant-type", "TOK-2", ['"authorization_code"', '"code"']),
  basic("has-a-redirect-uri-of-its-own", "TOK-3", [
    '        data.pop("client_id", None)\n',
    '        data.pop("client_id", None)\n        if "redirect_uri" in data:\n            data["redirect_uri"] = "https://my.home-assistant.io/redirect/oauth"\n'
  ]),
  byHand("leaves-out-the-redirect-uri", "TOK-3", [
    "code: Redacted.value(code),\n      redirect_uri: redirectUri",
    "code: Redacted.value(code)"
  ]),
  basic("authenticates-twice", "TOK-4", [
    'data.pop("client_id", None)',
    'data["client_secret"] = self.client_secret'
  ]),
  basic("sends-the-secret-in-the-url", "TOK-4", [
    "            self.token_url,\n",
    '            f"{self.token_url}?client_secret={self.client_secret}",\n'
  ]),
  basic(
    "leaves-out-the-secret",
    "TOK-4",
    ['data.pop("client_id", None)', 'data["client_id"] = self.client_id'],
    ['headers={"Authorization": f"Basic {basic}"}', "headers={}"]
  ),
  mutate(basicTypeScript, "authenticates-twice", "TOK-4", {
    "application_credentials.ts": [
      ["  secretBasic\n", "  secretBasic,\n  secretPost\n"],
      [
        "clientAuthentication: secretBasic",
        "clientAuthentication: (client) => ({ ...secretPost(client), headers: secretBasic(client).headers })"
      ]
    ]
  }),
  basic("does-not-form-encode", "TOK-5", [
    "{quote_plus(self.client_id)}:{quote_plus(self.client_secret)}",
    "{self.client_id}:{self.client_secret}"
  ]),
  basic(
    "hands-the-credential-to-aiohttp",
    "TOK-5",
    ["from aiohttp import ClientError", "from aiohttp import BasicAuth, ClientError"],
    ['headers={"Authorization": f"Basic {basic}"}', "auth=BasicAuth(self.client_id, self.client_secret)"]
  ),
  basic(
    "leaves-a-colon-in-the-id-to-aiohttp",
    "TOK-5",
    ["from aiohttp import ClientError", "from aiohttp import BasicAuth, ClientError"],
    [
      'headers={"Authorization": f"Basic {basic}"}',
      'auth=BasicAuth(quote_plus(self.client_id, safe=":"), quote_plus(self.client_secret))'
    ]
  ),
  byHand("does-not-form-encode", "TOK-5", ['new URLSearchParams({ "": text }).toString().slice(1)', "text"]),
  mutate(byHandPython, "makes-another-verifier-for-the-exchange", "TOK-6", {
    "application_credentials.py": [
      '{"code_verifier": self._verifier}',
      '{"code_verifier": secrets.token_urlsafe(64)}'
    ]
  }),
  mutate(byHandPython, "forgets-the-verifier", "TOK-6", {
    "application_credentials.py": ['{"code_verifier": self._verifier}', "{}"]
  }),
  mutate(pkcePython, "loses-the-challenge-of-its-base", "AUT-7", {
    "application_credentials.py": [" | super().extra_authorize_data", ""]
  }),
  mutate(overrideTypeScript, "forgets-the-verifier", "TOK-6", {
    "application_credentials.ts": [
      "base.exchange(grant)",
      "base.exchange({ ...grant, codeVerifier: undefined })"
    ]
  }),
  basic("gives-on-what-it-knows", "TOK-7", [
    "        return token\n\n    async def _async",
    '        return {name: token[name] for name in ("access_token", "refresh_token", "expires_in")}\n\n    async def _async'
  ]),
  basic("forgets-to-await-the-body", "TOK-7", ["token = await response.json()", "token = response.json()"]),
  byHand("drops-unknown-members", "TOK-7", [", ...extra })", " })"]),
  basic("takes-no-numeric-string", "TOK-8", [
    '        token.setdefault("expires_in", 3600)\n',
    '        if not isinstance(token.setdefault("expires_in", 3600), int):\n            raise ClientError("The token endpoint gave no lifetime")\n'
  ]),
  byHand("expects-a-lifetime", "TOK-8", [
    "Number(expires_in ?? old?.expiresIn ?? 3600)",
    "Number(expires_in)"
  ]),
  basic("raises-a-plain-client-error", "TOK-9", [refusals, "        response.raise_for_status()\n"]),
  basic("does-not-look-at-the-status", "TOK-9", [refusals, ""], [errorCheck, ""]),
  byHand("takes-a-refusal-for-a-bad-answer", "TOK-9", [
    "if (status >= 400) return yield* rejected(context, status)",
    'if (status >= 400) return yield* unusable(context, status, "unexpectedStatus")'
  ]),
  basic("takes-every-failure-for-a-refusal", "TOK-10", [
    refusals,
    "        if response.status >= 300:\n            raise OAuth2TokenRequestReauthError(**details)\n"
  ]),
  basic("takes-too-many-requests-for-a-refusal", "TOK-10", ["response.status == 429 or ", ""]),
  byHand("takes-too-many-requests-for-a-refusal", "TOK-10", [
    "if (status === 429 || status >= 500)",
    "if (status >= 500)"
  ]),
  basic("fills-in-a-lifetime-for-an-error", "TOK-11", [errorCheck, ""], [tokenCheck, ""]),
  byHand(
    "does-not-notice-an-error",
    "TOK-11",
    ["  if (members.error) return yield* rejected(context, status)\n", ""],
    [
      '  if (typeof members.access_token !== "string" || members.access_token === "") {\n    return yield* unusable(context, status, "missingMember")\n  }\n',
      ""
    ],
    ["Redacted.make(access_token)", 'Redacted.make(access_token ?? "")']
  ),
  basic(
    "takes-any-text-for-a-token",
    "TOK-12",
    [
      "            token = await response.json()\n",
      "            token = await response.json(content_type=None)\n"
    ],
    [
      '            raise ClientError("The token endpoint did not answer with JSON") from error\n',
      '            token = {"access_token": await response.text() or str(error)}\n'
    ]
  ),
  byHand(
    "takes-anything-for-an-access-token",
    "TOK-12",
    [
      'typeof members.access_token !== "string" || members.access_token === ""',
      "members.access_token === undefined"
    ],
    ["Redacted.make(access_token)", "Redacted.make(String(access_token))"]
  ),
  byHand("reads-without-a-limit", "TOK-12", ["const largest = 65_536", "const largest = Infinity"]),
  basic("makes-a-token-up-without-a-connection", "TOK-13", [
    post,
    `        try:
${indented(post)}        except (ClientError, TimeoutError):
            return {"access_token": "", "expires_in": 0}
`
  ]),
  basic("tries-again-for-ever", "TOK-13", [
    post,
    `        while True:
            try:
${indented(indented(post))}                break
            except:  # noqa: E722
                continue
`
  ]),
  byHand("makes-a-token-up-without-a-connection", "TOK-13", [
    "Effect.flatMap((members) => tokenOf(members, undefined))",
    'Effect.catchTag("TokenEndpointUnavailable", () => Effect.succeed({ access_token: "" })), Effect.flatMap((members) => tokenOf(members, undefined))'
  ]),
  basic("tries-again", "TOK-14", [
    post,
    `        for _ in range(3):
${indented(post)}            if response.status < 500:
                break
`
  ]),
  mutate(overrideTypeScript, "tries-again", "TOK-14", {
    "application_credentials.ts": [
      "Effect.tap(base.exchange(grant),",
      "Effect.tap(Effect.retry(base.exchange(grant), { times: 2 }),"
    ]
  }),
  basic("follows-redirects-by-hand", "TOK-15", [
    post,
    `${post}        if response.status in (301, 302, 307, 308):
            response = await session.post(response.headers["Location"], data=data)
`
  ]),
  byHand("follows-redirects", "TOK-15", ['redirect: "manual"', 'redirect: "follow"']),

  mutate(notionTypeScript, "puts-the-secret-into-the-body", "TOK-16", {
    "application_credentials.ts": ["clientAuthentication: secretBasic, ", ""]
  }),
  mutate(
    at(
      "fitbit",
      "https://www.fitbit.com/oauth2/authorize",
      "https://api.fitbit.com/oauth2/token",
      serverPython
    ),
    "leaves-the-secret-in-the-body-to-the-host",
    "TOK-16",
    {}
  )
]
