/** What the host knows of each integration: its module, and how it tells accounts apart. */
import { Context, Effect, Layer, Option } from "effect"
import type { ClientCredential } from "../domain/ClientCredential.ts"
import type { Token } from "../domain/Token.ts"
import type { ApplicationCredentials } from "./ApplicationCredentials.ts"
import type { ModuleServices } from "./ModuleServices.ts"

/**
 * Holds who an account belongs to at the provider: an id that never changes, and a title for people.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountIdentity {
  readonly uniqueId: string
  readonly title?: string | undefined
}

/**
 * Holds an integration's texts in one language: a tree with strings at its ends, as the file `strings.json` of a Home
 * Assistant integration has them. `title` is its name, `application_credentials.description` tells in Markdown how to get
 * a credential.
 *
 * @see homeassistant/helpers/translation.py
 * @category models
 * @since 0.1.0
 */
export interface IntegrationStrings {
  readonly [key: string]: string | IntegrationStrings
}

/**
 * Holds an integration.
 *
 * `requiredScopes` are those without which it is of no use: where the provider grants less, no account is linked.
 * `strings` has its texts by language (`en`, `de`); what a language lacks is taken from English.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7591
 * @category models
 * @since 0.1.0
 */
export interface Integration {
  readonly domain: string
  readonly module?: ApplicationCredentials | undefined
  /**
   * Makes a credential of the integration's own while an account is added and there is none: the public client that comes with
   * it, or one that it registers at the provider.
   */
  readonly makeCredential?: Effect.Effect<ClientCredential, Error, ModuleServices> | undefined
  /**
   * Asks the provider whose token it is. Without it, the same account can be linked twice and a re-authentication cannot tell a
   * wrong account.
   */
  readonly identify?: ((token: Token) => Effect.Effect<AccountIdentity, Error, ModuleServices>) | undefined
  readonly requiredScopes?: ReadonlyArray<string> | undefined
  readonly strings?: { readonly [language: string]: IntegrationStrings } | undefined
}

/**
 * Service that holds the integrations by domain.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import {
 *   defineApplicationCredentials,
 *   discoverAuthorizationServer,
 *   Integrations
 * } from "@application-credentials/sdk"
 * import { Effect, Redacted } from "effect"
 *
 * const acme = defineApplicationCredentials({
 *   getAuthorizationServer: () => discoverAuthorizationServer("https://acme.test")
 * })
 * const layer = Integrations.layerMemory([
 *   {
 *     domain: "acme",
 *     module: acme,
 *     identify: (token) => Effect.succeed({ uniqueId: String(Redacted.value(token.extra)["account_id"]) })
 *   }
 * ])
 *
 * const list = Integrations.use((integrations) => integrations.list)
 * const [integration] = await Effect.runPromise(Effect.provide(list, layer))
 * assert.equal(integration?.module, acme)
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class Integrations extends Context.Service<
  Integrations,
  {
    /** Gives the integration of a domain, if there is one. */
    readonly get: (domain: string) => Effect.Effect<Option.Option<Integration>>
    /** Gives all integrations. */
    readonly list: Effect.Effect<ReadonlyArray<Integration>>
  }
>()("@application-credentials/sdk/services/Integrations") {
  /** Holds the integrations given; of two with one domain, the later one. */
  static readonly layerMemory = (integrations: ReadonlyArray<Integration>): Layer.Layer<Integrations> =>
    Layer.succeed(Integrations, make(integrations))
}

const make = (integrations: ReadonlyArray<Integration>): Integrations["Service"] => {
  const byDomain = new Map(integrations.map((integration) => [integration.domain, integration]))
  return {
    get: (domain) => Effect.sync(() => Option.fromUndefinedOr(byDomain.get(domain))),
    list: Effect.sync(() => [...byDomain.values()])
  }
}
