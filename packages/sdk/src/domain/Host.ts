/** What a module may ask of the instance that it runs in. */

/**
 * Describes the host instance to a module's hooks: what `hass` is to a Python module, and no more than integrations
 * use.
 *
 * `version` is that of Home Assistant whose behaviour the host has. `internalUrl` and `externalUrl` are base URLs without
 * a trailing slash, absent where the instance has none. `components` names the loaded components (`my`, `cloud`, ...).
 * `data` is stored data, by key.
 *
 * @category models
 * @since 0.1.0
 */
export interface Host {
  readonly instanceName: string
  readonly version: string
  readonly internalUrl?: string | undefined
  readonly externalUrl?: string | undefined
  readonly components: ReadonlySet<string>
  readonly data: Readonly<Record<string, unknown>>
}

/**
 * Makes a host from the parts given; the rest is that of an instance fresh out of the box.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { makeHost } from "@application-credentials/sdk"
 *
 * const host = makeHost({ externalUrl: "https://home.test" })
 * assert.equal(host.externalUrl, "https://home.test")
 * assert.equal(host.instanceName, "Home")
 * ```
 *
 * @category constructors
 * @since 0.1.0
 */
export const makeHost = (options: Partial<Host> = {}): Host => ({
  instanceName: "Home",
  version: "2026.5.0",
  components: new Set(),
  data: {},
  ...options
})
