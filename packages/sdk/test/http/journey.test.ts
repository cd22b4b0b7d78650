import { fetch, MockProvider } from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import {
  AuthorizationServer,
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow
} from "../../src/index.ts"
import { adminToken, baseUrl, connect, failing, layerServer } from "./Server.ts"

const provider = MockProvider.make({
  clients: [
    {
      clientId: "my-client",
      clientSecret: "my-secret",
      authentication: "client_secret_post",
      redirectUris: ["http://127.0.0.1/auth/external/callback"]
    }
  ]
})

const module = defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: provider.endpoints.authorize ?? "",
        tokenUrl: provider.endpoints.token ?? ""
      })
    ),
  getDescriptionPlaceholders: () => Effect.succeed({ console_url: "https://provider.test/console" })
})

/** A browser, whose user agrees to everything and is sent back to the instance. */
const browse = (url: string) =>
  Effect.promise(() =>
    fetch(provider, { elsewhere: globalThis.fetch })(url).then((response) => response.text())
  )

const layer = layerServer({
  integration: { module },
  answer: ({ url, method, headers, form }) => fetch(provider)(url, { method, headers, body: form })
})

describe("the whole way of an account", () => {
  it.effect("goes through Home Assistant's own client, a real port and a strict provider", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      const ask = (type: string, members: object = {}) =>
        Effect.promise(() =>
          client.sendMessagePromise({ type: `application_credentials/${type}`, ...members })
        )

      const news: Array<unknown> = []
      yield* Effect.promise(() =>
        client.subscribeMessage((changes) => news.push(changes), {
          type: "application_credentials/subscribe"
        })
      )
      assert.deepStrictEqual(yield* ask("config"), {
        domains: ["acme"],
        integrations: {
          acme: { description_placeholders: { console_url: "https://provider.test/console" } }
        }
      })
      const credential = yield* ask("create", {
        domain: "acme",
        client_id: " my-client ",
        client_secret: "my-secret\n"
      })
      const application_credentials_id = "acme_my_client"
      assert.deepStrictEqual(credential, {
        id: application_credentials_id,
        domain: "acme",
        client_id: "my-client",
        client_secret: "my-secret"
      })

      const started = yield* LinkingFlow.use((flow) =>
        Effect.flatMap(baseUrl, (frontendBase) => flow.start({ domain: "acme", frontendBase }))
      )
      if (started.type !== "external") return assert.fail(`The flow did not continue: ${started.type}`)
      assert.include(yield* browse(started.url), "Your account is linked")

      const [account] = yield* LinkedAccounts.use(({ list }) => list)
      if (account === undefined) return assert.fail("There is no account.")
      assert.isTrue(provider.isLive(Redacted.value(account.token.accessToken)))
      assert.deepStrictEqual(yield* ask("config_entry", { config_entry_id: account.id }), {
        application_credentials_id
      })

      const remove = { type: "application_credentials/delete", application_credentials_id }
      assert.deepStrictEqual(yield* failing(client, remove), {
        code: "home_assistant_error",
        message: "Cannot delete credential in use by integration acme"
      })
      yield* LinkedAccounts.use((accounts) => accounts.remove(account.id))
      assert.isNull(yield* ask("delete", { application_credentials_id }))
      assert.deepStrictEqual(yield* ask("list"), [])
      assert.deepStrictEqual(news, [
        [],
        [{ change_type: "added", application_credentials_id, item: credential }],
        [{ change_type: "removed", application_credentials_id, item: credential }]
      ])
      assert.deepStrictEqual(
        yield* failing(client, { type: "application_credentials/config_entry", config_entry_id: account.id }),
        { code: "invalid_config_entry_id", message: `Config entry not found: ${account.id}` }
      )
    }).pipe(Effect.provide(layer))
  )
})
