import { fetch, MockProvider } from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Queue, Schema } from "effect"
import type { Connection, MessageBase } from "home-assistant-js-websocket"
import type { EntryItem } from "../../src/http/index.ts"
import { AuthorizationServer, defineApplicationCredentials } from "../../src/index.ts"
import { FlowResultItem } from "../../src/http/index.ts"
import { callApi } from "./Frontend.ts"
import { adminToken, connect, layerServer } from "./Server.ts"

const provider = MockProvider.make({
  clients: ["first", "second"].map((clientId) => ({
    clientId,
    clientSecret: "my-secret",
    authentication: "client_secret_post",
    redirectUris: ["http://127.0.0.1/auth/external/callback"]
  }))
})

const module = defineApplicationCredentials({
  getAuthorizationServer: () =>
    Effect.succeed(
      new AuthorizationServer({
        authorizeUrl: provider.endpoints.authorize ?? "",
        tokenUrl: provider.endpoints.token ?? ""
      })
    )
})

const layer = layerServer({
  integration: { module, strings: { en: { title: "Acme Lamps" }, de: { title: "Acme-Lampen" } } },
  answer: ({ url, method, headers, form }) => fetch(provider)(url, { method, headers, body: form })
})

/** A browser, whose user agrees to everything and is sent back to the instance. */
const browse = (url: string) =>
  Effect.promise(() =>
    fetch(provider, { elsewhere: globalThis.fetch })(url).then((response) => response.text())
  )

const decodeResult = Schema.decodeUnknownSync(FlowResultItem, { onExcessProperty: "error" })

const call = (...args: Parameters<typeof callApi>) =>
  Effect.map(callApi(...args), ({ status, body }) => {
    assert.strictEqual(status, 200, JSON.stringify(body))
    return decodeResult(body)
  })

/** What a subscription tells, one event after another. */
const listen = Effect.fnUntraced(function* <A>(client: Connection, message: MessageBase) {
  const events = yield* Queue.unbounded<A>()
  yield* Effect.promise(() =>
    client.subscribeMessage<A>((event) => Queue.offerUnsafe(events, event), message)
  )
  return Queue.take(events)
})

/** The parts of an event that the dialog looks at. */
interface Progressed {
  readonly data: { readonly flow_id: string; readonly refresh: boolean; readonly handler: string }
}

describe("Home Assistant's front end", () => {
  it.effect("links an account from nothing", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      const entries = yield* listen<ReadonlyArray<{ type: string | null; entry: EntryItem }>>(client, {
        type: "config_entries/subscribe",
        type_filter: ["device", "hub", "service", "hardware"]
      })
      assert.deepStrictEqual(yield* entries, [])

      const missing = yield* call("POST", "flow", { handler: "acme", show_advanced_options: false })
      assert.deepStrictEqual(missing, {
        type: "abort",
        flow_id: missing.flow_id,
        handler: "acme",
        reason: "missing_credentials",
        description_placeholders: {},
        translation_domain: "homeassistant"
      })
      yield* Effect.promise(() =>
        client.sendMessagePromise({
          type: "application_credentials/create",
          domain: "acme",
          client_id: "first",
          client_secret: "my-secret",
          name: "Mine"
        })
      )

      const external = yield* call("POST", "flow", { handler: "acme", show_advanced_options: false })
      if (external.type !== "external") return assert.fail(JSON.stringify(external))
      const progressed = yield* listen<Progressed>(client, {
        type: "subscribe_events",
        event_type: "data_entry_flow_progressed"
      })
      assert.include(yield* browse(external.url), "Your account is linked")
      const { data } = yield* progressed
      assert.deepStrictEqual(data, { handler: "acme", flow_id: external.flow_id, refresh: true })

      const created = yield* call("GET", `flow/${data.flow_id}`)
      if (created.type !== "create_entry") return assert.fail(JSON.stringify(created))
      assert.strictEqual(created.title, "Mine")
      const { result: entry } = created
      assert.deepStrictEqual(
        [entry.state, entry.owner, entry.application_credentials_id],
        ["loaded", "paulus", "acme_first"]
      )
      assert.deepStrictEqual(yield* entries, [{ type: "added", entry }])
      const listed = yield* Effect.promise(() => client.sendMessagePromise({ type: "config_entries/get" }))
      assert.deepStrictEqual(listed, [entry])
      assert.notInclude(JSON.stringify(listed), "token")

      const removed = yield* callApi("DELETE", `entry/${entry.entry_id}`)
      assert.deepStrictEqual(removed.body, { require_restart: false, revocation: "unsupported" })
      assert.deepStrictEqual(yield* entries, [{ type: "removed", entry }])
    }).pipe(Effect.provide(layer))
  )

  it.effect("continues with the same flow once there is a credential, and moves an account to another", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      const create = (client_id: string) =>
        Effect.promise(() =>
          client.sendMessagePromise({
            type: "application_credentials/create",
            domain: "acme",
            client_id,
            client_secret: "my-secret"
          })
        )
      const { flow_id } = yield* call("POST", "flow", { handler: "acme" })
      yield* create("first")
      const external = yield* call("GET", `flow/${flow_id}`)
      if (external.type !== "external") return assert.fail(JSON.stringify(external))
      assert.strictEqual(external.flow_id, flow_id)
      yield* browse(external.url)
      const created = yield* call("GET", `flow/${flow_id}`)
      if (created.type !== "create_entry") return assert.fail(JSON.stringify(created))

      yield* create("second")
      const { entry_id } = created.result
      const form = yield* call("POST", "flow", { handler: "acme", entry_id })
      if (form.type !== "form") return assert.fail(JSON.stringify(form))
      assert.deepStrictEqual(form.data_schema[0]?.options, [
        ["acme_first", "first"],
        ["acme_second", "second"]
      ])
      const unpicked = yield* callApi("POST", `flow/${form.flow_id}`, {})
      assert.deepStrictEqual(unpicked, {
        status: 400,
        body: { errors: { implementation: "required key not provided" } }
      })
      const unknown = yield* callApi("POST", `flow/${form.flow_id}`, { implementation: "third" })
      // As if none had been picked: the form comes again.
      assert.deepInclude(unknown.body, { type: "form", step_id: "pick_implementation" })
      const move = yield* call("POST", `flow/${form.flow_id}`, { implementation: "acme_second" })
      if (move.type !== "external") return assert.fail(JSON.stringify(move))
      yield* browse(move.url)
      const moved = yield* call("GET", `flow/${move.flow_id}`)
      assert.include(moved, { type: "abort", reason: "reconfigure_successful" })
      const listed = yield* callApi("GET", "entry?domain=acme")
      assert.deepStrictEqual(listed.body, [
        { ...created.result, application_credentials_id: "acme_second", auth_implementation: "acme_second" }
      ])
    }).pipe(Effect.provide(layer))
  )

  it.effect("is given the texts of a language, and English ones where it has none", () =>
    Effect.gen(function* () {
      const client = yield* connect(adminToken)
      const titles = (language: string) =>
        Effect.promise(() =>
          client.sendMessagePromise({
            type: "frontend/get_translations",
            language,
            category: "title",
            integration: ["acme"]
          })
        )
      const english = { resources: { "component.acme.title": "Acme Lamps" } }
      assert.deepStrictEqual(yield* titles("de-CH"), { resources: { "component.acme.title": "Acme-Lampen" } })
      assert.deepStrictEqual(yield* titles("fr"), english)
      assert.deepStrictEqual(yield* titles("__proto__"), english)
      const reasons = yield* Effect.promise(() =>
        client.sendMessagePromise<{ readonly resources: Readonly<Record<string, string>> }>({
          type: "frontend/get_translations",
          language: "de",
          category: "config",
          integration: "homeassistant"
        })
      )
      assert.match(
        reasons.resources["component.homeassistant.config.abort.wrong_account"] ?? "",
        /anderes Konto/
      )
    }).pipe(Effect.provide(layer))
  )
})
