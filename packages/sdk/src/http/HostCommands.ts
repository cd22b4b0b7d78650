/** The commands about the host, its user and its texts. */
import { Effect, Schema } from "effect"
import { CurrentHost } from "../services/CurrentHost.ts"
import { Integrations } from "../services/Integrations.ts"
import type { Integration, IntegrationStrings } from "../services/Integrations.ts"
import { makeQuery } from "./Command.ts"
import type { Command } from "./Command.ts"
import { hostStrings } from "./hostStrings.ts"

/**
 * The commands by their types. All users may use them.
 *
 * @see homeassistant/components/websocket_api/commands.py, handle_get_config
 * @see homeassistant/components/auth/__init__.py, websocket_current_user
 * @see homeassistant/components/frontend/__init__.py, websocket_get_translations
 */
export const hostCommands: Readonly<Record<string, Command>> = {
  get_config: makeQuery({
    fields: Schema.Struct({}),
    result: Effect.fnUntraced(function* () {
      const { components, externalUrl, instanceName, internalUrl, version } = yield* CurrentHost
      return {
        ...noHome,
        components: [...components],
        external_url: externalUrl ?? null,
        internal_url: internalUrl ?? null,
        location_name: instanceName,
        version
      }
    })
  }),
  "auth/current_user": makeQuery({
    fields: Schema.Struct({}),
    result: (_, { connection: { user } }) =>
      Effect.succeed({
        id: user.id,
        name: user.name ?? user.id,
        is_owner: false,
        is_admin: user.isAdmin,
        credentials: [],
        mfa_modules: []
      })
  }),
  "frontend/get_translations": makeQuery({
    fields: Schema.Struct({
      language: Schema.String,
      category: Schema.String,
      integration: Schema.optionalKey(Schema.Union([Schema.String, Schema.Array(Schema.String)])),
      config_flow: Schema.optionalKey(Schema.Boolean)
    }),
    result: Effect.fnUntraced(function* ({ language, category, integration = [] }) {
      const integrations = yield* Integrations
      const asked = new Set(typeof integration === "string" ? [integration] : integration)
      const all: ReadonlyArray<Integration> = [...(yield* integrations.list), hostIntegration]
      const resources = all
        .filter(({ domain }) => asked.size === 0 || asked.has(domain))
        .flatMap(({ domain, strings = {} }) =>
          textsOf(`component.${domain}.${category}`, category, strings, language)
        )
      return { resources: Object.fromEntries(resources) }
    })
  })
}

const hostIntegration: Integration = { domain: "homeassistant", strings: hostStrings }

/** What Home Assistant says of the house that it is in, and this host of none. */
const noHome = {
  allowlist_external_dirs: [],
  allowlist_external_urls: [],
  config_dir: "",
  config_source: "storage",
  country: null,
  currency: "EUR",
  elevation: 0,
  language: "en",
  latitude: 0,
  longitude: 0,
  radius: 0,
  recovery_mode: false,
  safe_mode: false,
  state: "RUNNING",
  time_zone: "UTC",
  unit_system: {}
}

/** The texts of a category: English ones, then those of the language (`de`, then `de-CH`) over them. */
const textsOf = (
  prefix: string,
  category: string,
  strings: NonNullable<Integration["strings"]>,
  language: string
): ReadonlyArray<readonly [string, string]> => {
  const languages = new Set(["en", language.replace(/[-_].*$/, ""), language])
  return [...languages].flatMap((name) =>
    Object.hasOwn(strings, name) ? flatten(prefix, strings[name]?.[category]) : []
  )
}

const flatten = (
  prefix: string,
  texts: string | IntegrationStrings | undefined
): ReadonlyArray<readonly [string, string]> => {
  if (texts === undefined) return []
  if (typeof texts === "string") return [[prefix, texts]]
  return Object.entries(texts).flatMap(([key, inner]) => flatten(`${prefix}.${key}`, inner))
}
