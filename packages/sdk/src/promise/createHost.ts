/** A host whose methods give promises. */
import { NodeHttpServer, NodeServices, NodeWS } from "@effect/platform-node"
import { Deferred, Effect, Exit, Layer, ManagedRuntime, Option, Redacted, Scope } from "effect"
import { HttpClientRequest, HttpClientResponse, HttpEffect, HttpRouter } from "effect/http"
import { Socket } from "effect/socket"
import { once } from "node:events"
import type { IncomingMessage, Server, ServerResponse } from "node:http"
import { createServer } from "node:http"
import type { Duplex } from "node:stream"
import type { Host } from "../domain/Host.ts"
import { LinkingFlow } from "../flows/LinkingFlow.ts"
import { OAuth2Session } from "../flows/OAuth2Session.ts"
import { removeAccount } from "../flows/removeAccount.ts"
import type { RequestContext } from "../flows/RequestContext.ts"
import { AccessTokenInvalid, AccessTokens } from "../http/AccessTokens.ts"
import type { User } from "../http/AccessTokens.ts"
import { configEntriesPath } from "../http/ConfigEntriesRoutes.ts"
import { layerRoutes } from "../http/HostRoutes.ts"
import { ServerStopping } from "../http/layerServe.ts"
import { panelPath } from "../http/PanelRoutes.ts"
import { webSocketPath } from "../http/WebSocketRoute.ts"
import { layerFile } from "../layers/file/index.ts"
import { layerMemory } from "../layers/Memory.ts"
import { CloudAccountLink } from "../services/CloudAccountLink.ts"
import { layerCloudImplementations } from "../services/CloudImplementations.ts"
import { CredentialStore } from "../services/CredentialStore.ts"
import { LinkedAccounts } from "../services/LinkedAccounts.ts"
import { layerModuleServices } from "../services/ModuleServices.ts"
import { callbackPath } from "../services/RedirectUri.ts"
import { StorageEncryption } from "../services/StorageEncryption.ts"
import { credentialOf, integrationOf } from "./HostIntegration.ts"
import type { HostIntegration, PlainCredential } from "./HostIntegration.ts"

/**
 * Options of `createHost`.
 *
 * @category models
 * @since 0.1.0
 */
export interface HostOptions {
  readonly integrations: ReadonlyArray<HostIntegration>
  /** Says whose an access token is, or nothing where it is nobody's. May be an async function. */
  readonly verify: (accessToken: string) => User | undefined | Promise<User | undefined>
  /** The folder that state is kept in, in Home Assistant's files. Without it, state ends with the process. */
  readonly folder?: string | undefined
  /** Offers linking through Home Assistant Cloud first, or through another server of its kind. */
  readonly cloud?: { readonly server?: string | undefined } | undefined
  /** What modules may ask of the host, such as its `externalUrl`, which providers send users back to. */
  readonly host?: Partial<Host> | undefined
  /** Shows administrators `**REDACTED**` for each client secret. */
  readonly hideClientSecrets?: boolean | undefined
}

/**
 * Makes a host whose methods give promises: an instance with its flows, credentials, accounts and sessions, and all that it
 * serves over HTTP. It is the same instance and the same routes as with Effect. A promise rejects with one of this
 * package's errors, which are classes with a `_tag`.
 *
 * - `flows` takes users through the steps of linking, `credentials` and `accounts` are the stores, `sessions` gives tokens
 *   and sends requests in the name of an account.
 * - `handler` is for Node's `http`, Express and Fastify: it leaves what is not of this host to `next`. `fetch` is for whatever
 *   has a `Request` and wants a `Response`; `paths` says for which. `upgrade` is for the server's event of that name.
 *   `listen` does without any of them, and gives the address.
 * - `close` ends connections and whatever runs in the background, and waits for refreshes that were sent.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { createHost } from "@application-credentials/sdk/promise"
 *
 * const host = await createHost({
 *   integrations: [{ domain: "acme", server: "https://accounts.acme.test" }],
 *   host: { externalUrl: "https://home.test" },
 *   verify: (token) => (token === "my-random-token" ? { id: "ada", isAdmin: true } : undefined)
 * })
 * await host.credentials.create({ domain: "acme", clientId: "my-client", clientSecret: "my-secret" })
 * const [credential] = await host.credentials.list()
 * assert.equal(credential?.id, "acme_my_client")
 *
 * await assert.rejects(host.accounts.get("nobody"), { _tag: "AccountNotFound" })
 * await host.close()
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const createHost = async (options: HostOptions) => {
  const runtime = ManagedRuntime.make(layerOf(options))
  const run = runtime.runPromise
  const scope = Scope.makeUnsafe()
  const stopping = Deferred.makeUnsafe<void>()
  const { app, ...services } = await run(
    Effect.all({
      app: HttpRouter.toHttpEffect(layerRoutes(options)).pipe(
        Effect.provideService(ServerStopping, Deferred.await(stopping)),
        Scope.provide(scope)
      ),
      accounts: LinkedAccounts,
      credentials: CredentialStore,
      flow: LinkingFlow,
      session: OAuth2Session
    })
  ).catch(async (error: unknown) => {
    await runtime.dispose()
    throw error
  })
  const { accounts, credentials, flow, session } = services
  const sockets = new NodeWS.WebSocketServer({ noServer: true, maxPayload: 4 * 1024 * 1024 })
  const answer = await run(NodeHttpServer.makeHandler(app, { scope }))
  const upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void = await run(
    NodeHttpServer.makeUpgradeHandler(Effect.succeed(sockets), app, { scope })
  )
  const servers = new Set<Server>()

  const handler = (
    request: IncomingMessage,
    response: ServerResponse,
    next?: (error?: unknown) => void
  ): void => {
    if (next === undefined || isOwn(request.url ?? "/")) answer(request, response)
    else next()
  }

  const listen = async (port: number, hostname = "127.0.0.1"): Promise<string> => {
    const server = createServer({ keepAlive: true, keepAliveInitialDelay: 55_000 }, handler)
    server.on("upgrade", upgrade).listen(port, hostname)
    await once(server, "listening")
    servers.add(server)
    const address = server.address()
    return `http://${hostname}:${typeof address === "object" && address !== null ? address.port : port}`
  }

  const closeNow = async (): Promise<void> => {
    await run(Deferred.succeed(stopping, undefined))
    await Promise.all([...servers].map((server) => new Promise((closed) => server.close(closed))))
    await run(Scope.close(scope, Exit.void))
    sockets.close()
    await runtime.dispose()
  }

  let closing: Promise<void> | undefined
  const close = (): Promise<void> => (closing ??= closeNow())

  return {
    flows: {
      start: (...args: Parameters<typeof flow.start>) => run(flow.start(...args)),
      confirm: (...args: Parameters<typeof flow.confirm>) => run(flow.confirm(...args)),
      pickImplementation: (...args: Parameters<typeof flow.pickImplementation>) =>
        run(flow.pickImplementation(...args)),
      addCredential: (flowId: string, credential: PlainCredential, context?: RequestContext) =>
        run(flow.addCredential(flowId, credentialOf(credential), context)),
      callback: (...args: Parameters<typeof flow.callback>) => run(flow.callback(...args)),
      delivered: (...args: Parameters<typeof flow.delivered>) => run(flow.delivered(...args)),
      repeat: (...args: Parameters<typeof flow.repeat>) => run(flow.repeat(...args)),
      cancel: (...args: Parameters<typeof flow.cancel>) => run(flow.cancel(...args)),
      pending: () => run(flow.pending)
    },
    credentials: {
      create: ({
        authDomain,
        domain,
        ...credential
      }: PlainCredential & { domain: string; authDomain?: string }) =>
        run(credentials.create({ domain, authDomain, credential: credentialOf(credential) })),
      get: (...args: Parameters<typeof credentials.get>) => run(credentials.get(...args)),
      list: () => run(credentials.list),
      rename: (...args: Parameters<typeof credentials.rename>) => run(credentials.rename(...args)),
      rotateSecret: (credentialId: string, clientSecret: string) =>
        run(credentials.rotateSecret(credentialId, Redacted.make(clientSecret))),
      remove: (...args: Parameters<typeof credentials.remove>) => run(credentials.remove(...args))
    },
    accounts: {
      get: (...args: Parameters<typeof accounts.get>) => run(accounts.get(...args)),
      list: () => run(accounts.list),
      forDomain: (...args: Parameters<typeof accounts.forDomain>) => run(accounts.forDomain(...args)),
      /** Removes an account, and asks its provider to revoke the token. */
      remove: (accountId: string) => run(removeAccount(accountId))
    },
    sessions: {
      /** Gives an access token that is valid now, in plain text. */
      accessToken: (accountId: string) =>
        run(Effect.map(session.validToken(accountId), ({ accessToken }) => Redacted.value(accessToken))),
      refresh: (accountId: string) => run(Effect.asVoid(session.refresh(accountId))),
      /** Makes a `fetch` that sends requests to these hosts in the name of an account. */
      fetch:
        (accountId: string, hosts: ReadonlyArray<string>) =>
        (input: string | URL | Request, init?: RequestInit): Promise<Response> =>
          run(
            session
              .httpClient(accountId, { hosts })
              .execute(HttpClientRequest.fromWeb(new Request(input, init)))
              .pipe(Effect.map(HttpClientResponse.toWeb), Effect.map(Option.getOrThrow))
          )
    },
    paths,
    handler,
    fetch: HttpEffect.toWebHandler(app),
    upgrade,
    listen,
    close,
    [Symbol.asyncDispose]: close
  }
}

/**
 * Names what `createHost` makes.
 *
 * @category models
 * @since 0.1.0
 */
export type LinkingHost = Awaited<ReturnType<typeof createHost>>

const paths: ReadonlyArray<string> = [
  callbackPath,
  webSocketPath,
  `${configEntriesPath}/*`,
  panelPath,
  `${panelPath}/*`
]

const isOwn = (url: string): boolean => {
  const path = url.replace(/[?#].*$/, "")
  return paths.some((own) => (own.endsWith("*") ? path.startsWith(own.slice(0, -1)) : path === own))
}

const layerOf = ({ cloud, folder, host, integrations, verify }: HostOptions) => {
  const known = { integrations: integrations.map(integrationOf), host }
  const instance =
    folder === undefined
      ? layerMemory(known)
      : layerFile({ ...known, folder }).pipe(Layer.provide(StorageEncryption.layerPlain))
  const clouds =
    cloud === undefined
      ? Layer.empty
      : layerCloudImplementations.pipe(
          Layer.provide(CloudAccountLink.layer(cloud)),
          Layer.provide(Socket.layerWebSocketConstructorGlobal)
        )
  return clouds.pipe(
    Layer.provideMerge(instance),
    Layer.merge(layerVerifying(verify)),
    Layer.provideMerge([layerModuleServices, NodeServices.layer])
  )
}

const layerVerifying = (verify: HostOptions["verify"]): Layer.Layer<AccessTokens> =>
  Layer.succeed(AccessTokens, {
    verify: Effect.fnUntraced(function* (token: Redacted.Redacted) {
      const user = yield* Effect.promise(async () => verify(Redacted.value(token)))
      return user ?? (yield* new AccessTokenInvalid({ message: "Invalid access token or password" }))
    })
  })
