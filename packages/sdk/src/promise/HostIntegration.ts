/** An integration whose hooks are functions, async ones too. */
import { Effect, Redacted } from "effect"
import { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import { ClientCredential } from "../domain/ClientCredential.ts"
import type { Host } from "../domain/Host.ts"
import type { Token } from "../domain/Token.ts"
import { defineApplicationCredentials } from "../services/ApplicationCredentials.ts"
import type { ApplicationCredentials } from "../services/ApplicationCredentials.ts"
import { discoverAuthorizationServer } from "../services/discoverAuthorizationServer.ts"
import type { AccountIdentity, Integration } from "../services/Integrations.ts"
import { localImplementation } from "../services/LocalImplementation.ts"
import type { LocalImplementationOptions } from "../services/LocalImplementation.ts"

/**
 * Holds a client id and secret as plain text. A client that has no secret has an empty one.
 *
 * @category models
 * @since 0.1.0
 */
export interface PlainCredential {
  readonly clientId: string
  readonly clientSecret: string
  readonly name?: string | undefined
}

/**
 * Holds an integration for a host of promises.
 *
 * `server` says where the provider's authorization server is: its issuer, from which the rest is discovered, or its
 * endpoints. `client` is how it is talked to. A `module` takes the place of both.
 *
 * @category models
 * @since 0.1.0
 */
export interface HostIntegration extends Pick<Integration, "domain" | "strings"> {
  readonly server?: string | ConstructorParameters<typeof AuthorizationServer>[0] | undefined
  readonly client?: Omit<LocalImplementationOptions, "credential" | "domain" | "name" | "server"> | undefined
  readonly module?: ApplicationCredentials | undefined
  /** Gives the texts that fill the placeholders of the description in the credentials dialog, by their names. */
  readonly descriptionPlaceholders?:
    | ((host: Host) => Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>)
    | undefined
  /** Asks the provider whose account it is. Without it, the same account can be linked twice. */
  readonly identify?: ((accessToken: string, token: Token) => Promise<AccountIdentity>) | undefined
  /** Makes a credential while an account is added and there is none. */
  readonly makeCredential?: (() => Promise<PlainCredential>) | undefined
}

/**
 * Makes an integration of one whose hooks are functions.
 */
export const integrationOf = (integration: HostIntegration): Integration => {
  const { domain, identify, makeCredential, strings } = integration
  return {
    domain,
    strings,
    module: integration.module ?? moduleOf(integration),
    ...(identify === undefined
      ? {}
      : {
          identify: (token: Token) => attempt(() => identify(Redacted.value(token.accessToken), token))
        }),
    ...(makeCredential === undefined
      ? {}
      : { makeCredential: Effect.map(attempt(makeCredential), credentialOf) })
  }
}

/**
 * Makes a credential of plain text.
 */
export const credentialOf = ({ clientId, clientSecret, name }: PlainCredential): ClientCredential =>
  new ClientCredential({
    clientId,
    clientSecret: Redacted.make(clientSecret),
    ...(name === undefined ? {} : { name })
  })

const moduleOf = ({ client, descriptionPlaceholders, domain: serviceDomain, server }: HostIntegration) => {
  if (server === undefined) return undefined
  const found =
    typeof server === "string"
      ? discoverAuthorizationServer(server)
      : Effect.succeed(new AuthorizationServer(server))
  return defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.map(found, (server) =>
        localImplementation({ ...client, domain, serviceDomain, credential, server })
      ),
    ...(descriptionPlaceholders === undefined
      ? {}
      : { getDescriptionPlaceholders: (host: Host) => attempt(async () => descriptionPlaceholders(host)) })
  })
}

const attempt = <A>(run: () => Promise<A>): Effect.Effect<A, Error> =>
  Effect.tryPromise({
    try: run,
    catch: (error) => (error instanceof Error ? error : new Error(String(error)))
  })
