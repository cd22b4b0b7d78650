import { type Mutant, mutate } from "./Mutant.ts"
import {
  placeholdersPython,
  placeholdersTypeScript,
  redirectPython,
  serverPython,
  serverTypeScript
} from "./sound.ts"

const python = "application_credentials.py"
const typescript = "application_credentials.ts"
const english = "translations/en.json"

const answer = '    return {"console_url": "https://developer.acme-cloud.com/clients"}\n'
const description = '"description": "Register a client at {console_url} and paste its id and secret."'

/** The English strings of an integration without their description. */
const undescribed: readonly [string, string] = [
  `  "application_credentials": {\n    ${description}\n  },\n`,
  ""
]

/** Faulty modules for the requirements of family PLH. */
export const plh: ReadonlyArray<Mutant> = [
  mutate(placeholdersPython, "returns-nothing", "PLH-1", { [python]: [answer, "    return None\n"] }),
  mutate(placeholdersPython, "gives-a-value-that-is-no-string", "PLH-1", {
    [python]: ['"https://developer.acme-cloud.com/clients"', "hass.config.external_url"]
  }),
  mutate(placeholdersPython, "needs-what-is-not-set-up", "PLH-1", {
    [python]: [answer, `    hass.data["acme_dialog"]["console"]\n${answer}`]
  }),
  mutate(placeholdersPython, "asks-the-provider", "PLH-1", {
    [python]: [
      answer,
      `    from homeassistant.helpers.aiohttp_client import async_get_clientsession

    response = await async_get_clientsession(hass).get("https://acme-cloud.com/links")
    return await response.json()
`
    ]
  }),
  mutate(placeholdersTypeScript, "gives-a-number", "PLH-1", {
    [typescript]: ['console_url: "https', 'port: 443, console_url: "https']
  }),
  mutate(placeholdersTypeScript, "fails", "PLH-1", {
    [typescript]: [
      "Effect.succeed({ console_url",
      'Effect.fail(new Error("not set up yet")) ?? ({ console_url'
    ]
  }),

  mutate(placeholdersPython, "uses-another-name-in-german", "PLH-2", {
    "translations/de.json": JSON.stringify({
      application_credentials: { description: "Einen Client unter {konsole_url} anlegen." }
    })
  }),
  mutate(redirectPython, "provides-too-few", "PLH-2", {
    [python]: ['        "redirect_url": redirect_url,\n', ""]
  }),
  mutate(placeholdersPython, "provides-it-on-some-hosts-only", "PLH-2", {
    [python]: [answer, `    if "my" not in hass.config.components:\n        return {}\n${answer}`]
  }),
  mutate(serverTypeScript, "describes-with-placeholders-but-provides-none", "PLH-2", {
    [english]: [
      "{\n",
      '{\n  "application_credentials": { "description": "Register a client at {console_url}." },\n'
    ]
  }),

  mutate(placeholdersPython, "provides-what-is-not-used", "PLH-3", {
    [python]: ['clients"}', 'clients", "more_info_url": "https://acme-cloud.com"}']
  }),
  mutate(placeholdersTypeScript, "quotes-the-placeholder", "PLH-3", {
    [english]: ["{console_url}", "'{console_url}'"]
  }),

  mutate(placeholdersPython, "links-over-http", "PLH-4", {
    [python]: ['"https://developer', '"http://developer']
  }),
  mutate(placeholdersTypeScript, "links-without-a-scheme", "PLH-4", {
    [typescript]: ['"https://developer', '"developer']
  }),

  mutate(placeholdersPython, "describes-in-strings-only", "PLH-5", {
    "strings.json": JSON.stringify({ application_credentials: { description: "See {console_url}." } }),
    [english]: undescribed
  }),
  mutate(placeholdersPython, "describes-under-config", "PLH-5", {
    [english]: [
      undescribed,
      ['  "config": {\n', `  "config": {\n    "application_credentials": { ${description} },\n`]
    ]
  }),
  mutate(serverPython, "describes-in-strings-only-without-placeholders", "PLH-5", {
    "strings.json": JSON.stringify({ application_credentials: { description: "Register a client at Acme." } })
  }),
  mutate(placeholdersPython, "refers-to-a-description-of-core", "PLH-5", {
    [english]: [
      "Register a client at {console_url} and paste its id and secret.",
      "[%key:component::google::application_credentials::description%]"
    ]
  }),
  mutate(placeholdersTypeScript, "describes-nothing", "PLH-5", { [english]: undescribed }),

  mutate(placeholdersPython, "says-only-to-paste-them", "PLH-6", {
    [english]: [description, '"description": "Paste the id and the secret of your client."']
  }),
  mutate(placeholdersTypeScript, "says-only-to-paste-them", "PLH-6", {
    [english]: [description, '"description": "Paste the id and the secret of your client."']
  }),
  mutate(placeholdersPython, "names-a-place-without-a-link", "PLH-6", {
    [python]: ["https://developer.acme-cloud.com/clients", "the developer console"]
  }),

  mutate(placeholdersPython, "uses-another-name-where-it-is-never-loaded", "PLH-2", {
    [english]: "",
    "strings.json": JSON.stringify({
      application_credentials: { description: "Register a client at {konsole_url}." }
    })
  }),
  mutate(placeholdersPython, "describes-where-it-is-never-loaded", "PLH-5", {
    [english]: "",
    "strings.json": JSON.stringify({
      application_credentials: { description: "Register a client at {console_url}." }
    })
  })
]
