import { assert, describe, it } from "@effect/vitest"
import { ConfigProvider, Effect, Option } from "effect"
import { hostConfig } from "../../src/index.ts"

const parse = (env: Record<string, string>) => hostConfig.parse(ConfigProvider.fromEnv({ env }))

describe("a host's configuration", () => {
  it.effect("may be empty", () =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* parse({}), { folder: Option.none(), host: {} })
    })
  )

  it.effect("has the URLs, the name and the folder", () =>
    Effect.gen(function* () {
      const env = {
        APPLICATION_CREDENTIALS_EXTERNAL_URL: "https://home.test",
        APPLICATION_CREDENTIALS_INTERNAL_URL: "http://192.168.0.2:8123",
        APPLICATION_CREDENTIALS_INSTANCE_NAME: "Our home",
        APPLICATION_CREDENTIALS_FOLDER: ".storage"
      }
      assert.deepStrictEqual(yield* parse(env), {
        folder: Option.some(".storage"),
        host: {
          externalUrl: "https://home.test",
          internalUrl: "http://192.168.0.2:8123",
          instanceName: "Our home"
        }
      })
    })
  )

  it.effect.each(["home.test", "ftp://home.test", "https://home.test/path", "https://"])(
    "names what is wrong with a URL: %s",
    (url) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(parse({ APPLICATION_CREDENTIALS_EXTERNAL_URL: url }))
        assert.include(error.message, "such as https://home.example")
        assert.include(error.message, "APPLICATION_CREDENTIALS_EXTERNAL_URL")
      })
  )
})
