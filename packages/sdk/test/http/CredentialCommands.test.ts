import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Layer, Redacted } from "effect"
import { hiddenClientSecret } from "../../src/http/CredentialItem.ts"
import { ClientCredential, CredentialStore, StorageUnavailable } from "../../src/index.ts"
import { link } from "../flows/Instance.ts"
import { error, result } from "./answers.ts"
import { openAuthenticated } from "./RawClient.ts"
import { layerServer, userToken } from "./Server.ts"

const credential = { domain: "acme", client_id: "id", client_secret: "CLIENTSECRET" }
const create = { type: "application_credentials/create", ...credential }
const byId = { application_credentials_id: "acme_id" }

describe("a credential", () => {
  it.effect("is created, listed and deleted", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const item = { id: "acme_id", ...credential }
      assert.deepStrictEqual(yield* ask({ id: 1, ...create }), result(1, item))
      assert.deepStrictEqual(
        yield* ask({ id: 2, ...create, auth_domain: "acme_eu", name: "Europe" }),
        result(2, { ...item, id: "acme_id_2", auth_domain: "acme_eu", name: "Europe" })
      )
      assert.deepStrictEqual(
        yield* ask({
          id: 3,
          type: "application_credentials/delete",
          application_credentials_id: "acme_id_2"
        }),
        result(3)
      )
      assert.deepStrictEqual(yield* ask({ id: 4, type: "application_credentials/list" }), result(4, [item]))
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("shows its secret to nobody where the host hides it", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const item = { id: "acme_id", ...credential, client_secret: hiddenClientSecret }
      assert.deepStrictEqual(yield* ask({ id: 1, ...create }), result(1, item))
      assert.deepStrictEqual(yield* ask({ id: 2, type: "application_credentials/list" }), result(2, [item]))
    }).pipe(Effect.provide(layerServer({ hideClientSecrets: true })))
  )

  it.effect("gets another name and another secret, where Home Assistant changes nothing", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const update = { type: "application_credentials/update", ...byId }
      const item = { id: "acme_id", ...credential, name: "Mine", client_secret: "OTHERSECRET" }
      yield* ask({ id: 1, ...create })
      const changed = { name: " Mine ", client_secret: " OTHERSECRET " }
      assert.deepStrictEqual(yield* ask({ id: 2, ...update, ...changed }), result(2, item))
      assert.deepStrictEqual(yield* ask({ id: 3, type: "application_credentials/list" }), result(3, [item]))
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("cannot be updated without a change", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      const update = { type: "application_credentials/update", ...byId }
      assert.deepStrictEqual(
        yield* ask({ id: 1, ...update }),
        error(1, "not_found", "Unable to find application_credentials_id acme_id")
      )
      yield* ask({ id: 2, ...create })
      assert.deepStrictEqual(
        yield* ask({ id: 3, ...update }),
        error(3, "invalid_format", "Updates not supported")
      )
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("is not deleted while an account needs it", () =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      yield* ask({ id: 1, ...create })
      const account = yield* link
      assert.deepStrictEqual(
        yield* ask({ id: 2, type: "application_credentials/delete", ...byId }),
        error(2, "home_assistant_error", "Cannot delete credential in use by integration acme")
      )
      assert.deepStrictEqual(
        yield* ask({
          id: 3,
          type: "application_credentials/config_entry",
          config_entry_id: account.id
        }),
        result(3, byId)
      )
    }).pipe(Effect.provide(layerServer()))
  )
})

describe("application_credentials/subscribe", () => {
  const subscribe = { id: 1, type: "application_credentials/subscribe" }
  const event = (change_type: string, name?: string) => ({
    id: 1,
    type: "event",
    event: [
      {
        change_type,
        application_credentials_id: "acme_id",
        item: { id: "acme_id", ...credential, ...(name === undefined ? {} : { name }) }
      }
    ]
  })
  const stored = {
    domain: "acme",
    credential: new ClientCredential({ clientId: "id", clientSecret: Redacted.make("CLIENTSECRET") })
  }

  it.effect("tells what is there, and then every change", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      yield* store.create(stored)
      const { ask, next } = yield* openAuthenticated()
      assert.deepStrictEqual(yield* ask(subscribe), result(1))
      assert.deepStrictEqual(yield* next, event("added"))
      yield* store.rename("acme_id", "mine")
      assert.deepStrictEqual(yield* next, event("updated", "mine"))
      yield* store.remove("acme_id")
      assert.deepStrictEqual(yield* next, event("removed", "mine"))
    }).pipe(Effect.provide(layerServer()))
  )

  it.effect("ends when it is unsubscribed, and no sooner", () =>
    Effect.gen(function* () {
      const store = yield* CredentialStore
      const { ask, next } = yield* openAuthenticated()
      yield* ask(subscribe)
      assert.deepStrictEqual(yield* next, { id: 1, type: "event", event: [] })
      assert.deepStrictEqual(yield* ask({ id: 2, type: "unsubscribe_events", subscription: 1 }), result(2))
      yield* store.create(stored)
      assert.deepStrictEqual(yield* ask({ id: 3, type: "ping" }), { id: 3, type: "pong" })
      assert.deepStrictEqual(
        yield* ask({ id: 4, type: "unsubscribe_events", subscription: 1 }),
        error(4, "not_found", "Subscription not found.")
      )
    }).pipe(Effect.provide(layerServer()))
  )
})

describe("a storage that is away", () => {
  const unavailable = Effect.fail(
    new StorageUnavailable({ reason: "full", message: "/srv/host/accounts is not written." })
  )
  const away = Layer.effect(
    CredentialStore,
    CredentialStore.use((store) => Effect.succeed({ ...store, list: unavailable }))
  )
  it.effect.each(["list", "subscribe"])("is given to whoever asks by application_credentials/%s", (name) =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      assert.deepStrictEqual(
        yield* ask({ id: 1, type: `application_credentials/${name}` }),
        error(
          1,
          "home_assistant_error",
          "The host's disk is full. Nothing was changed; the host's log says more."
        )
      )
    }).pipe(Effect.provide(layerServer({ credentialStore: away })))
  )
})

layer(layerServer())("A command is refused", (it) => {
  it.effect.each<[string, object, string, string]>([
    [
      "for an integration without a module",
      { ...create, domain: "other" },
      "invalid_format",
      "No application_credentials platform for other"
    ],
    [
      "with a client id of white space",
      { ...create, client_id: " " },
      "invalid_format",
      "The client id is empty. Enter it."
    ],
    [
      "without its members",
      { type: create.type },
      "invalid_format",
      "required key not provided @ data['domain']. Got None"
    ],
    [
      "with a member that it does not know, whose value is not repeated",
      { ...create, client_secrte: "CLIENTSECRET" },
      "invalid_format",
      "extra keys not allowed @ data['client_secrte']"
    ],
    [
      "with a member that is no text",
      { ...create, client_id: 5, name: null },
      "invalid_format",
      "value should be a string for dictionary value @ data['client_id']"
    ],
    [
      "with an id that is no text",
      { type: "application_credentials/delete", application_credentials_id: 5 },
      "invalid_format",
      "expected str for dictionary value @ data['application_credentials_id']"
    ],
    [
      "with features that are no numbers",
      { type: "supported_features", features: { coalesce_messages: "1" } },
      "invalid_format",
      "expected int for dictionary value @ data['features']['coalesce_messages']"
    ],
    [
      "for a credential that does not exist",
      { type: "application_credentials/delete", application_credentials_id: "gone" },
      "not_found",
      "Unable to find application_credentials_id gone"
    ],
    [
      "for an account that does not exist",
      { type: "application_credentials/config_entry", config_entry_id: "gone" },
      "invalid_config_entry_id",
      "Config entry not found: gone"
    ],
    [
      "for a subscription that does not exist",
      { type: "unsubscribe_events", subscription: 7 },
      "not_found",
      "Subscription not found."
    ],
    ["of a type that does not exist", { type: "constructor" }, "unknown_command", "Unknown command."]
  ])("%s", ([, message, code, text]) =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated()
      assert.deepStrictEqual(yield* ask({ id: 1, ...message }), error(1, code, text))
    })
  )

  it.effect.each<[string, object]>([
    ["list", {}],
    ["create", credential],
    ["update", byId],
    ["delete", byId],
    ["subscribe", {}],
    ["config_entry", { config_entry_id: "gone" }]
  ])("of type application_credentials/%s, where no administrator sends it", ([name, members]) =>
    Effect.gen(function* () {
      const { ask } = yield* openAuthenticated(userToken)
      assert.deepStrictEqual(
        yield* ask({ id: 1, type: `application_credentials/${name}`, ...members }),
        error(1, "unauthorized", "Unauthorized")
      )
    })
  )
})
