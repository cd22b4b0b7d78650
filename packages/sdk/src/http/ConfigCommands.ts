/** The commands about integrations and the accounts that were linked with them. */
import { Effect, Option, Schema } from "effect"
import { CredentialStore } from "../services/CredentialStore.ts"
import { CurrentHost } from "../services/CurrentHost.ts"
import { Integrations } from "../services/Integrations.ts"
import type { Integration } from "../services/Integrations.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { descriptionPlaceholdersOf } from "../services/ModuleHooks.ts"
import { RedirectUri } from "../services/RedirectUri.ts"
import { CommandFailed, homeAssistantError, makeQuery } from "./Command.ts"
import type { Command } from "./Command.ts"

/**
 * The command `application_credentials/config`: the integrations that have a module, and what fills the description of
 * each in the credentials dialog. Everyone's. An integration whose placeholders cannot be had is shown without them.
 *
 * @see homeassistant/components/application_credentials/__init__.py, handle_integration_list
 */
export const configCommand: Command = makeQuery({
  fields: Schema.Struct({ frontend_base: Schema.optionalKey(Schema.String) }),
  result: Effect.fnUntraced(function* ({ frontend_base: frontendBase }) {
    const integrations = yield* Integrations
    const withModule = (yield* integrations.list).filter(({ module }) => module !== undefined)
    return {
      domains: withModule.map(({ domain }) => domain),
      integrations: Object.fromEntries(yield* Effect.forEach(withModule, describeIntegration)),
      ...(frontendBase === undefined ? {} : { redirect_uri: yield* redirectUriFor(frontendBase) })
    }
  })
})

const redirectUriFor = (frontendBase: string) =>
  RedirectUri.use(({ resolve }) => resolve({ frontendBase })).pipe(
    Effect.catch(({ message }) => Effect.fail(homeAssistantError(message)))
  )

const describeIntegration = Effect.fnUntraced(function* ({ domain, module }: Integration) {
  if (module?.getDescriptionPlaceholders === undefined) return [domain, {}] as const
  const placeholders = yield* Effect.option(
    Effect.tapError(descriptionPlaceholdersOf(module, yield* CurrentHost), ({ message }) =>
      Effect.logWarning(`${domain} gives no description placeholders: ${message}`)
    )
  )
  const described = Option.map(placeholders, (description_placeholders) => ({ description_placeholders }))
  return [domain, Option.getOrElse(described, () => ({}))] as const
})

/**
 * The command `application_credentials/config_entry`: the credential that a linked account was linked with, where it
 * is still there. An administrator's.
 *
 * @see homeassistant/components/application_credentials/__init__.py, handle_config_entry
 */
export const configEntryCommand: Command = makeQuery({
  fields: Schema.Struct({ config_entry_id: Schema.String }),
  requireAdmin: true,
  result: Effect.fnUntraced(function* ({ config_entry_id }) {
    const accounts = yield* LinkedAccounts
    const account = yield* Effect.catchTag(accounts.get(config_entry_id), "AccountNotFound", () =>
      unknownEntry(config_entry_id)
    )
    const store = yield* CredentialStore
    const { domain, authImplementation: authDomain } = account
    return Option.match(yield* store.find({ domain, authDomain }), {
      onNone: () => ({}),
      onSome: ({ id }) => ({ application_credentials_id: id })
    })
  })
})

const unknownEntry = (entryId: string): CommandFailed =>
  new CommandFailed({ code: "invalid_config_entry_id", message: `Config entry not found: ${entryId}` })
