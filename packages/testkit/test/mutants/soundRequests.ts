/** Sound integrations in Python whose requests are unusual, each a change of a plainer one. */
import { changed } from "./Mutant.ts"
import { addingPython, at, basicPython, byHandPython, serverPython } from "./sound.ts"

const module = "application_credentials.py"
const acme = [
  "https://auth.acme-cloud.com/oauth/authorize",
  "https://auth.acme-cloud.com/oauth/token"
] as const

/** Notion's token request: JSON, and the secret in the body. */
export const jsonPython = at(
  "notion_python",
  "https://api.notion.com/v1/oauth/authorize",
  "https://api.notion.com/v1/oauth/token",
  changed(basicPython, {
    [module]: [
      ['        data.pop("client_id", None)\n', ""],
      [
        '            data=data,\n            headers={"Authorization": f"Basic {basic}"},\n',
        '            json={**data, "client_id": self.client_id, "client_secret": self.client_secret},\n'
      ]
    ]
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
