/** What a host is, from its configuration. */
import { Config, Option, Schema } from "effect"
import type { Host } from "../domain/Host.ts"

const BaseUrl = Schema.String.check(
  Schema.makeFilter((text: string) => /^https?:\/\/[^/?#]+$/.test(text) && URL.canParse(text), {
    expected: "an http or https URL without a path, such as https://home.example"
  })
)

/**
 * Configuration of a host: its `EXTERNAL_URL` and `INTERNAL_URL`, which providers send users back to where no browser says
 * where it is, and its `INSTANCE_NAME`, all optional; and the `FOLDER` for `layerFile`. All begin with
 * `APPLICATION_CREDENTIALS_`.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { hostConfig } from "@application-credentials/sdk"
 * import { ConfigProvider, Effect, Option } from "effect"
 *
 * const environment = ConfigProvider.fromEnv({
 *   env: {
 *     APPLICATION_CREDENTIALS_EXTERNAL_URL: "https://home.test",
 *     APPLICATION_CREDENTIALS_FOLDER: "/var/lib/home"
 *   }
 * })
 * const { folder, host } = await Effect.runPromise(hostConfig.parse(environment))
 * assert.deepEqual(folder, Option.some("/var/lib/home"))
 * assert.deepEqual(host, { externalUrl: "https://home.test" })
 * ```
 *
 * @category configuration
 * @since 0.1.0
 */
export const hostConfig: Config.Config<{
  readonly folder: Option.Option<string>
  readonly host: Partial<Host>
}> = Config.all({
  externalUrl: Config.option(Config.schema(BaseUrl, "APPLICATION_CREDENTIALS_EXTERNAL_URL")),
  internalUrl: Config.option(Config.schema(BaseUrl, "APPLICATION_CREDENTIALS_INTERNAL_URL")),
  instanceName: Config.option(Config.String("APPLICATION_CREDENTIALS_INSTANCE_NAME")),
  folder: Config.option(Config.String("APPLICATION_CREDENTIALS_FOLDER"))
}).pipe(
  Config.map(({ externalUrl, folder, instanceName, internalUrl }) => ({
    folder,
    host: {
      ...Option.match(externalUrl, { onNone: () => ({}), onSome: (externalUrl) => ({ externalUrl }) }),
      ...Option.match(internalUrl, { onNone: () => ({}), onSome: (internalUrl) => ({ internalUrl }) }),
      ...Option.match(instanceName, { onNone: () => ({}), onSome: (instanceName) => ({ instanceName }) })
    }
  }))
)
