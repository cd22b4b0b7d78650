/** The panel's files as routes. */
import { Effect, FileSystem, Schema } from "effect"
import type { Layer } from "effect"
import { Digest } from "effect/crypto"
import { Hex } from "effect/encoding"
import { HttpRouter, HttpServerResponse } from "effect/http"
import type { HttpServerRequest } from "effect/http"

/**
 * The path of the panel. Its address ends with a slash.
 *
 * @category constants
 * @since 0.1.0
 */
export const panelPath = "/panel"

/**
 * Says that the panel's files are not there.
 *
 * @category errors
 * @since 0.1.0
 */
export class PanelNotBuilt extends Schema.TaggedError<PanelNotBuilt>()("PanelNotBuilt", {
  message: Schema.String
}) {}

/**
 * Layer that serves the panel at `panelPath`: pages on which people see credentials and accounts, and link more. They work over
 * `layerConfigEntries` and `layerWebSocket`, which have to be there too, and are shown to nobody without an access token. A
 * link to `/panel/#token=...` brings one along: the part after `#` is sent to no server, and the panel takes it out of
 * the address.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { layerModuleServices } from "@application-credentials/sdk"
 * import { layerPanel, panelPath } from "@application-credentials/sdk/http"
 * import { NodeServices } from "@effect/platform-node"
 * import { Layer } from "effect"
 * import { HttpRouter } from "effect/http"
 *
 * const routes = layerPanel.pipe(Layer.provide([NodeServices.layer, layerModuleServices]))
 * const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true })
 *
 * const response = await handler(new Request(`https://home.test${panelPath}/`))
 * assert.match(response.headers.get("content-security-policy") ?? "", /default-src 'none'/)
 * await dispose()
 * ```
 *
 * @category layers
 * @since 0.1.0
 */
export const layerPanel: Layer.Layer<
  never,
  PanelNotBuilt,
  HttpRouter.HttpRouter | FileSystem.FileSystem | Digest.Digest
> = HttpRouter.use(
  Effect.fnUntraced(function* (router) {
    const page = yield* serveFile("index.html", "text/html; charset=utf-8")
    // What the page loads is beside it, and so its own address has to end with a slash.
    yield* router.add("GET", panelPath, (request) =>
      /\/(\?|$)/.test(request.url) ? page(request) : Effect.succeed(withSlash)
    )
    for (const [name, contentType] of Object.entries(files)) {
      yield* router.add("GET", `${panelPath}/${name}`, yield* serveFile(name, contentType))
    }
  })
)

const withSlash = HttpServerResponse.redirect(`${panelPath.slice(1)}/`, { status: 308 })

/** The files that the page loads. */
const files = {
  "icon.svg": "image/svg+xml",
  "panel.css": "text/css; charset=utf-8",
  "panel.js": "text/javascript; charset=utf-8"
}

const serveFile = Effect.fnUntraced(function* (name: string, contentType: string) {
  const plain = yield* read(name)
  const zipped = yield* read(`${name}.gz`)
  const digest = yield* Digest.Digest
  const etag = `"${Hex.encode(yield* digest.digest(Digest.sha256, plain)).slice(0, 32)}"`
  const headers = { ...pageHeaders, etag, vary: "accept-encoding" }
  const unchanged = HttpServerResponse.empty({ status: 304, headers })
  const asIs = HttpServerResponse.uint8Array(plain, { contentType, headers })
  const compressed = HttpServerResponse.uint8Array(zipped, {
    contentType,
    headers: { ...headers, "content-encoding": "gzip" }
  })
  return ({ headers: asked }: HttpServerRequest.HttpServerRequest) => {
    if (asked["if-none-match"] === etag) return Effect.succeed(unchanged)
    return Effect.succeed(/\bgzip\b/.test(asked["accept-encoding"] ?? "") ? compressed : asIs)
  }
})

const read = Effect.fnUntraced(function* (name: string) {
  const fs = yield* FileSystem.FileSystem
  // The same place from `src` and from `dist`.
  const { pathname } = new URL(`../../dist/panel/${name}`, import.meta.url)
  return yield* Effect.mapError(
    fs.readFile(decodeURIComponent(pathname)),
    () =>
      new PanelNotBuilt({
        message: `The panel's file ${name} is not there. In a checkout, run npm run build; else install the package again.`
      })
  )
})

const pageHeaders = {
  "cache-control": "no-cache",
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html"
  ].join("; "),
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff"
}
