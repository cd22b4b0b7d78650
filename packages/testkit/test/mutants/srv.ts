import { type Mutant, mutate } from "./Mutant.ts"
import {
  basicPython,
  googleServerPython,
  implementationTypeScript,
  serverPython,
  serverTypeScript,
  twitchServerTypeScript
} from "./sound.ts"

const typescript = "application_credentials.ts"
const authorize = "https://auth.acme-cloud.com/oauth/authorize"
const token = "https://auth.acme-cloud.com/oauth/token"

/** Faulty modules for the requirements of family SRV. */
export const srv: ReadonlyArray<Mutant> = [
  mutate(serverPython, "token-url-is-http", "SRV-1", { "const.py": [token, token.replace("https", "http")] }),
  mutate(serverPython, "authorize-url-has-no-scheme", "SRV-1", {
    "const.py": [authorize, authorize.replace("https://", "")]
  }),
  mutate(serverTypeScript, "authorize-url-is-http", "SRV-1", {
    [typescript]: [authorize, authorize.replace("https", "http")]
  }),
  mutate(implementationTypeScript, "token-url-is-http", "SRV-1", {
    [typescript]: [token, token.replace("https", "http")]
  }),

  mutate(serverPython, "authorize-url-has-a-fragment", "SRV-2", {
    "const.py": [authorize, `${authorize}#/login`]
  }),
  mutate(serverTypeScript, "token-url-has-a-fragment", "SRV-2", { [typescript]: [token, `${token}#`] }),

  mutate(basicPython, "token-url-has-user-information", "SRV-3", {
    "application_credentials.py": [token, token.replace("//", "//acme:letmein@")]
  }),
  mutate(serverTypeScript, "authorize-url-has-user-information", "SRV-3", {
    [typescript]: [authorize, authorize.replace("//", "//acme@")]
  }),

  mutate(serverPython, "authorize-url-has-a-query-that-is-lost", "SRV-4", {
    "const.py": [authorize, `${authorize}?audience=https://api.acme-cloud.com`]
  }),
  mutate(serverTypeScript, "authorize-url-has-a-reserved-parameter", "SRV-4", {
    [typescript]: [authorize, `${authorize}?response_type=token`]
  }),

  mutate(serverPython, "endpoints-are-empty", "SRV-5", {
    "const.py": [
      [authorize, ""],
      [token, ""]
    ]
  }),
  mutate(serverPython, "endpoint-is-a-placeholder", "SRV-5", {
    "const.py": [authorize, "https://YOUR_TENANT.acme-cloud.com/authorize"]
  }),
  mutate(serverPython, "template-is-not-filled-in", "SRV-5", {
    "const.py": [token, "https://{region}.acme-cloud.com/token"]
  }),
  mutate(serverTypeScript, "endpoints-are-of-the-documentation", "SRV-5", {
    [typescript]: [token, "https://auth.example.com/oauth/token"]
  }),

  mutate(serverPython, "endpoints-are-the-same", "SRV-6", { "const.py": [token, authorize] }),
  mutate(implementationTypeScript, "endpoints-are-the-same", "SRV-6", { [typescript]: [authorize, token] }),

  mutate(googleServerPython, "token-url-is-none-that-is-published", "SRV-7", {
    "const.py": ["https://oauth2.googleapis.com/token", "https://accounts.google.com/o/oauth2/access_token"]
  }),
  mutate(twitchServerTypeScript, "authorize-url-is-the-one-of-old", "SRV-7", {
    [typescript]: ["https://id.twitch.tv/oauth2/authorize", "https://api.twitch.tv/kraken/oauth2/authorize"]
  })
]
