/** Who may use the control API: programs of this machine, and no page of another site in its browser. */
import { Effect, Layer } from "effect"
import { HttpServerRequest } from "effect/http"
import { HttpApiMiddleware } from "effect/http-api"
import { ForeignRequest, NotJson } from "./ControlErrors.ts"

/**
 * Service that lets requests through to the control API. A page of another site can make a browser send requests to
 * this machine, under its own name (`Origin`, `Sec-Fetch-Site`) or, by DNS rebinding, under a name that it has made to
 * point here (`Host`). It cannot send JSON unasked, since no answer allows it to (CORS).
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export class ControlGuard extends HttpApiMiddleware.Service<ControlGuard>()(
  "@application-credentials/mock-provider/control/ControlGuard",
  { error: [ForeignRequest, NotJson] }
) {}

/**
 * Makes the layer of a guard. `hosts` are the names, beside those of the loopback and addresses, under which the server
 * is reached.
 */
export const layerControlGuard = (hosts: ReadonlyArray<string>): Layer.Layer<ControlGuard> =>
  Layer.succeed(ControlGuard, (httpEffect) =>
    Effect.gen(function* () {
      const { headers, method } = yield* HttpServerRequest.HttpServerRequest
      const { host = "", origin, "sec-fetch-site": site = "none" } = headers
      if (!isHere(host, hosts)) {
        return yield* new ForeignRequest({
          message: `The control API is not reached as ${host}: use 127.0.0.1 or localhost, or start the server with this host in its url.`
        })
      }
      if (origin !== undefined && URL.parse(origin)?.host !== host) {
        return yield* new ForeignRequest({ message: `A page of ${origin} may not use the control API.` })
      }
      if (site !== "same-origin" && site !== "none") {
        return yield* new ForeignRequest({ message: "A page of another site may not use the control API." })
      }
      const type = headers["content-type"] ?? ""
      if (method !== "GET" && method !== "DELETE" && !/^application\/json\s*(;|$)/i.test(type)) {
        return yield* new NotJson({ message: "Send JSON, and say so: content-type: application/json." })
      }
      return yield* httpEffect
    })
  )

/**
 * Says whether a `Host` field names this server, and cannot have been made to: an address cannot be made to point elsewhere,
 * and no other machine is called localhost.
 */
export const isHere = (host: string, hosts: ReadonlyArray<string>): boolean => {
  const [, name = ""] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d+)?$/.exec(host.toLowerCase()) ?? []
  return name === "localhost" || /^(\[.*|\d+\.\d+\.\d+\.\d+)$/.test(name) || hosts.includes(name)
}
