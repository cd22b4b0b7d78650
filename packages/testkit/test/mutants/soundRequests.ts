/** Sound integrations in Python whose requests are unusual, each a change of a plainer one. */
import { changed } from "./Mutant.ts"
import { addingPython, at, basicPython, byHandPython, serverPython } from "./sound.ts"

const module = "application_credentials.py"
const acme = [
  "https://auth.acme-cloud.com/oauth/authorize",
  "https://auth.acme-cloud.com/oauth/token"
] as const

/** Notion's token request: JSON, with HTTP Basic. */
export const jsonPython = at(
  "notion_python",
  "https://api.notion.com/v1/oauth/authorize",
  "https://api.notion.com/v1/oauth/token",
  changed(basicPython, {
    [module]: [["            data=data,\n", "            json=data,\n"]]
  })
)

/** Asks whose account it is once it has a token, and keeps the answer in it. */
export const profilePython = at(
  "acme_profile",
  ...acme,
  changed(addingPython, {
    [module]: [
      [
        "from homeassistant.core import HomeAssistant\n",
        "from homeassistant.core import HomeAssistant\nfrom homeassistant.helpers.aiohttp_client import async_get_clientsession\n"
      ],
      [
        '        return {**token, "region": external_data.get("region", "eu")}\n',
        `        session = async_get_clientsession(self.hass)
        response = await session.get(
            "https://auth.acme-cloud.com/me",
            headers={"Authorization": f"Bearer {token['access_token']}"},
        )
        response.raise_for_status()
        return {**token, "region": (await response.json())["account"]["region"]}
`
      ]
    ]
  })
)

/** An authorization URL as an object, which the host makes a URL of again; and a refusal before the code is sent. */
export const objectPython = at(
  "acme_object",
  ...acme,
  changed(byHandPython, {
    [module]: [
      [
        "        url = await super().async_generate_authorize_url(flow_id)\n",
        '        url = URL(await super().async_generate_authorize_url(flow_id)).update_query(prompt="login")\n'
      ],
      ["import secrets\n", "import secrets\n\nfrom yarl import URL\n"],
      [
        "    async def async_generate_authorize_url",
        `    async def async_resolve_external_data(self, external_data) -> dict:
        if self.hass.data.get("acme_object_tenant") is None:
            raise ValueError("Choose a tenant first")
        return await super().async_resolve_external_data(external_data)

    async def async_generate_authorize_url`
      ]
    ]
  })
)

/** A verifier of hexadecimal digits, which hold four bits each. */
export const hexadecimalPython = at(
  "acme_hexadecimal",
  ...acme,
  changed(byHandPython, {
    [module]: ["secrets.token_urlsafe(64)", "secrets.token_hex(32)"]
  })
)

/** Endpoints that only their query tells apart. */
export const querySharingPython = at(
  "acme_query",
  ...acme,
  changed(serverPython, {
    "const.py": ["/oauth/token", "/oauth/authorize?action=token"]
  })
)

/** Withings' token request: its answers are in the body of others. */
export const nestedPython = at(
  "withings_python",
  "https://account.withings.com/oauth2_user/authorize2",
  "https://wbsapi.withings.net/v2/oauth2",
  changed(basicPython, {
    [module]: [
      [
        '        if token.get("error"):\n',
        `        if token.get("status") != 0 or not isinstance(token.get("body"), dict):
            raise OAuth2TokenRequestReauthError(**details)
        token = token["body"]
        if token.get("error"):
`
      ]
    ]
  })
)

/** Todoist's tokens, which never expire and come without one to refresh them with. */
export const permanentPython = at(
  "todoist_python",
  "https://todoist.com/oauth/authorize",
  "https://todoist.com/oauth/access_token",
  changed(basicPython, {
    [module]: [
      [
        '            data=data,\n            headers={"Authorization": f"Basic {basic}"},\n',
        '            data={**data, "client_id": self.client_id, "client_secret": self.client_secret},\n'
      ],
      [
        `        if not token.get("refresh_token"):
            raise ConfigEntryAuthFailed("The account has no refresh token")
        return await super()._async_refresh_token(token)
`,
        '        return {"expires_in": 31536000, **token}\n'
      ]
    ]
  })
)
