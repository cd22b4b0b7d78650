/** Where providers send users back to. */
import { Context, Effect, Layer } from "effect"
import { NoUrlAvailable } from "../domain/ImplementationUnavailable.ts"
import { CurrentHost } from "./CurrentHost.ts"

/**
 * The redirect URI of My Home Assistant, the same for every instance.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, MY_AUTH_CALLBACK_PATH
 * @category constants
 * @since 0.1.0
 */
export const myRedirectUri = "https://my.home-assistant.io/redirect/oauth"

/**
 * The path of the callback on an instance.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, AUTH_CALLBACK_PATH
 * @category constants
 * @since 0.1.0
 */
export const callbackPath = "/auth/external/callback"

/**
 * Service that says where a provider sends the user back to: My Home Assistant where the `my` component is loaded;
 * else the callback below the frontend's own base URL, or below the host's URL where no frontend asks.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { CurrentHost, myRedirectUri, RedirectUri } from "@application-credentials/sdk"
 * import type { Host } from "@application-credentials/sdk"
 * import { Effect, Layer } from "effect"
 *
 * const resolve = (host: Partial<Host>) =>
 *   RedirectUri.use((redirectUri) => redirectUri.resolve({})).pipe(
 *     Effect.provide(RedirectUri.layer.pipe(Layer.provide(CurrentHost.layer(host)))),
 *     Effect.runPromise
 *   )
 *
 * const externalUrl = "https://home.test"
 * assert.equal(await resolve({ externalUrl }), "https://home.test/auth/external/callback")
 * assert.equal(await resolve({ externalUrl, components: new Set(["my"]) }), myRedirectUri)
 * ```
 *
 * @category services
 * @since 0.1.0
 */
export class RedirectUri extends Context.Service<
  RedirectUri,
  {
    /** Gives the redirect URI for a flow that begins now. `frontendBase` is the base URL of the frontend that asks. */
    readonly resolve: (options: {
      readonly frontendBase?: string | undefined
    }) => Effect.Effect<string, NoUrlAvailable>
  }
>()("@application-credentials/sdk/services/RedirectUri") {
  /** Resolves by the current host. */
  static readonly layer: Layer.Layer<RedirectUri, never, CurrentHost> = Layer.effect(
    RedirectUri,
    Effect.suspend(() => make)
  )
}

const make = Effect.gen(function* () {
  const host = yield* CurrentHost

  const resolve = Effect.fn("RedirectUri.resolve")(function* (options: {
    frontendBase?: string | undefined
  }) {
    if (host.components.has("my")) return myRedirectUri
    const base = options.frontendBase ?? host.externalUrl ?? host.internalUrl
    if (base === undefined) return yield* noUrl
    return `${base.replace(/\/+$/, "")}${callbackPath}`
  })

  return RedirectUri.of({ resolve })
})

const noUrl = new NoUrlAvailable({
  message: "This instance has no URL to come back to. Set one, or load the my component."
})
