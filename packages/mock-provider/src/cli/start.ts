/** Starts what is configured. */
import { Effect, type FileSystem, Option, type Scope } from "effect"
import { optionsFromConfig } from "../config/optionsFromConfig.ts"
import type { ProviderConfig } from "../config/ProviderConfig.ts"
import type { ServerOptions } from "../node/MockServer.ts"
import { makeServer } from "../node/MockServer.ts"
import { findProfile } from "../profiles/profiles.ts"
import type { Exchange } from "../runtime/Exchange.ts"
import { MockProvider } from "../runtime/MockProvider.ts"
import { InvalidProviderOptions } from "../runtime/InvalidProviderOptions.ts"
import { CannotStart } from "./CannotStart.ts"
import { readCertificate } from "./readCertificate.ts"
import { configuredProviders } from "./configuredProviders.ts"
import type { Flags } from "./flags.ts"
import { readyClient } from "./readyClient.ts"
import type { Started, StartedProvider } from "./CommandReporter.ts"

/**
 * Starts the server that the flags ask for, until the scope closes. `onExchange` is called with each exchange, and
 * where it was if there are several providers.
 */
export const start: (
  flags: Flags,
  onExchange: (exchange: Exchange, where: string) => void
) => Effect.Effect<Started, CannotStart, FileSystem.FileSystem | Scope.Scope> = Effect.fnUntraced(
  function* (flags, onExchange) {
    const configured = yield* configuredProviders(flags)
    const options = yield* serverOptionsOf(flags)
    const { control, served, url } = yield* makeServer(
      (root) => Effect.forEach(configured, ([path, config]) => make(config, root + path, path, onExchange)),
      options
    ).pipe(Effect.mapError(({ message }) => new CannotStart({ message })))
    const providers = [...configured.values()].flatMap((config, index) => {
      const provider = served[index]
      return provider === undefined ? [] : [startedProvider(config, provider, control[index])]
    })
    return { url, providers }
  }
)

const make = (
  config: ProviderConfig,
  url: string,
  path: string,
  onExchange: (exchange: Exchange, where: string) => void
) =>
  Effect.try({
    try: () =>
      MockProvider.make({
        ...optionsFromConfig(config, url),
        onExchange: (exchange) => onExchange(exchange, path.slice(1))
      }),
    catch: (error) => {
      if (error instanceof InvalidProviderOptions) return error
      throw error
    }
  })

const serverOptionsOf = Effect.fnUntraced(function* (flags: Flags) {
  const { controlPort, host, port, url } = flags
  const tls = yield* readCertificate(flags)
  const at = { host, ...(tls === undefined ? {} : { tls }) }
  const isWanted = Option.getOrElse(flags.control, () => Option.isSome(controlPort) || isLoopback(host))
  return {
    ...at,
    port,
    control: isWanted && Option.isSome(controlPort) ? { ...at, port: controlPort.value } : isWanted,
    ...(Option.isSome(url) ? { url: url.value } : {})
  } satisfies ServerOptions
})

// Whoever reaches the control API may do anything: by default that is this machine alone.
const isLoopback = (host: string): boolean => /^(localhost|127\.[\d.]+|::1)$/.test(host)

const startedProvider = (
  { clients, consent, profile }: ProviderConfig,
  provider: MockProvider,
  control: string | undefined
): StartedProvider => ({
  provider,
  control,
  title: profile === undefined ? undefined : findProfile(profile)?.title,
  consent: typeof consent === "string" ? consent : "rules",
  hasReadyClient: clients?.length === 1 && clients[0]?.clientId === readyClient.clientId
})
