/** The REST API of flows and accounts. */
import { Effect, Layer, Option } from "effect"
import { HttpRouter, HttpServerRequest } from "effect/http"
import type { CredentialStore } from "../services/CredentialStore.ts"
import type { StorageError } from "../domain/StorageError.ts"
import type { LinkingFlow } from "../flows/LinkingFlow.ts"
import type { OAuth2Session } from "../flows/OAuth2Session.ts"
import { removeAccount } from "../flows/removeAccount.ts"
import type { AccountLock } from "../services/AccountLock.ts"
import type { Implementations } from "../services/Implementations.ts"
import { Integrations } from "../services/Integrations.ts"
import type { LinkedAccounts } from "../services/LinkedAccounts.ts"
import type { ModuleServices } from "../services/ModuleServices.ts"
import type { PendingLinks } from "../services/PendingLinks.ts"
import type { Storage } from "../services/Storage.ts"
import type { AccessTokens } from "./AccessTokens.ts"
import { apiRoute, requestFailed } from "./ApiRoute.ts"
import type { ApiRequest, RequestFailed } from "./ApiRoute.ts"
import { cancelFlow, repeatFlow, startFlow, takeStep } from "./flowSteps.ts"
import type { RequestContextOf } from "./flowSteps.ts"
import { LiveEntries } from "./LiveEntries.ts"
import { LiveFlows } from "./LiveFlows.ts"

/**
 * The path below which the REST API of flows and accounts is.
 *
 * @see homeassistant/components/config/config_entries.py
 * @category constants
 * @since 0.1.0
 */
export const configEntriesPath = "/api/config/config_entries"

/**
 * Options of `layerConfigEntries`.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConfigEntriesOptions {
  /**
   * Says which browser a request comes from, as `CallbackOptions` does of the callback: a cookie of the host's, say. The
   * base URL of the frontend is in the header `HA-Frontend-Base` already.
   */
  readonly requestContext?: RequestContextOf | undefined
}

/** What the routes take, `LiveEntries` and `LiveFlows` aside. */
type Services =
  | AccessTokens
  | AccountLock
  | CredentialStore
  | Implementations
  | Integrations
  | LinkedAccounts
  | LinkingFlow
  | ModuleServices
  | OAuth2Session
  | PendingLinks
  | Storage

/**
 * Layer that serves Home Assistant's REST API of flows and accounts at `configEntriesPath`, as far as linking accounts
 * needs it. Flows are an administrator's, ending one too; all users may list the accounts.
 *
 * | method, path               | what it does                                                  |
 * | -------------------------- | ------------------------------------------------------------- |
 * | `POST /flow`               | starts a flow for a `handler`; with `entry_id`, links it anew |
 * | `GET /flow/{flow_id}`      | gives its step once more, or how it ended                     |
 * | `POST /flow/{flow_id}`     | takes the next step                                           |
 * | `DELETE /flow/{flow_id}`   | ends it                                                       |
 * | `GET /flow_handlers`       | lists the integrations                                        |
 * | `GET /entry`               | lists the accounts, of a `domain` if one is given             |
 * | `DELETE /entry/{id}`       | removes one, and says what became of its token                |
 * | `POST /entry/{id}/reload`  | finds out whether it works                                    |
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerMemory, layerModuleServices } from "@application-credentials/sdk"
 * import { AccessTokens, configEntriesPath, layerConfigEntries } from "@application-credentials/sdk/http"
 * import { Layer } from "effect"
 * import { HttpRouter } from "effect/http"
 *
 * const routes = layerConfigEntries().pipe(
 *   Layer.provide(AccessTokens.layerHashes([])),
 *   Layer.provide(layerMemory({ integrations: [{ domain: "acme" }] })),
 *   Layer.provide(layerModuleServices)
 * )
 * const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
 *
 * const response = await handler(new Request(new URL(`${configEntriesPath}/entry`, "https://home.test")))
 * assert.equal(response.status, 401)
 * await dispose()
 * ```
 *
 * @see homeassistant/components/config/config_entries.py
 * @category layers
 * @since 0.1.0
 */
export const layerConfigEntries = (
  options: ConfigEntriesOptions = {}
): Layer.Layer<never, never, HttpRouter.HttpRouter | Services> =>
  HttpRouter.use(
    Effect.fnUntraced(function* (router) {
      const services = yield* Effect.context<Services | LiveEntries | LiveFlows>()
      const { requestContext = () => ({}) } = options

      const add = <R extends Services | LiveEntries | LiveFlows>(
        method: "GET" | "POST" | "DELETE",
        path: `/${string}`,
        answer: (asked: ApiRequest) => Effect.Effect<unknown, RequestFailed | StorageError, R>,
        who: "administrators" | "users" = "administrators"
      ) => {
        const handle = apiRoute({ for: who, answer })
        return router.add(method, `${configEntriesPath}${path}`, (request) =>
          Effect.provide(handle(request), services)
        )
      }

      yield* add("POST", "/flow", startFlow(requestContext))
      yield* add("GET", "/flow/:flowId", repeatFlow(requestContext))
      yield* add("POST", "/flow/:flowId", takeStep(requestContext))
      yield* add("DELETE", "/flow/:flowId", cancelFlow)
      yield* add("GET", "/flow_handlers", listHandlers, "users")
      yield* add("GET", "/entry", listEntries, "users")
      yield* add("DELETE", "/entry/:entryId", removeEntry)
      yield* add("POST", "/entry/:entryId/reload", reloadEntry)
    })
  ).pipe(Layer.provide([LiveEntries.layer, LiveFlows.layer]))

const listHandlers = () =>
  Effect.flatMap(Integrations, ({ list }) => Effect.map(list, (all) => all.map(({ domain }) => domain)))

const listEntries = Effect.fnUntraced(function* ({ request }: ApiRequest) {
  const url = Option.getOrUndefined(HttpServerRequest.toURL(request))
  const domain = url?.searchParams.get("domain") ?? undefined
  const entries = yield* LiveEntries.use(({ list }) => list)
  return domain === undefined ? entries : entries.filter((entry) => entry.domain === domain)
})

const removeEntry = Effect.fnUntraced(function* ({ params: { entryId = "" } }: ApiRequest) {
  const removed = yield* Effect.catchTag(removeAccount(entryId), "AccountNotFound", () => unknownEntry)
  return { require_restart: false, revocation: removed.revocation.type }
})

const reloadEntry = Effect.fnUntraced(function* ({ params: { entryId = "" } }: ApiRequest) {
  const entries = yield* LiveEntries
  yield* Effect.catchTag(entries.reload(entryId), "AccountNotFound", () => unknownEntry)
  return { require_restart: false }
})

const unknownEntry = requestFailed(404, "Invalid entry specified")
