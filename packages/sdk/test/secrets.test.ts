import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Redacted, Schedule } from "effect"
import { HttpClient } from "effect/http"
import {
  defineApplicationCredentials,
  LinkedAccounts,
  LinkingFlow,
  localImplementation,
  makeRefreshPolicy,
  OAuth2Session,
  RefreshPolicy,
  removeAccount,
  secretBasic,
  secretPost
} from "../src/index.ts"
import { agree, makeInstance, server } from "./flows/Instance.ts"
import { json } from "./Provider.ts"
import type { Answer } from "./Provider.ts"
import { takeDown } from "./telemetry.ts"

const api = "https://api.example/devices"
const browser = Redacted.make("BROWSERID")

/** Links, links again, gets on in the account's name, and removes it. */
const everything = Effect.gen(function* () {
  const flow = yield* LinkingFlow
  const session = yield* OAuth2Session
  const waiting = yield* flow.start({ domain: "acme", browser })
  const pending = yield* flow.pending
  const repeated = yield* flow.repeat(waiting.flowId, { browser })
  const query = agree(repeated)
  query.set("code", "THE-CODE")
  const elsewhere = yield* Effect.exit(flow.callback(agree(waiting)))
  const result = yield* flow.callback(query, { browser })
  const again = yield* Effect.exit(flow.callback(query, { browser }))
  const refused = agree(yield* flow.start({ domain: "acme" }))
  refused.set("error", "THE-CODE CLIENTSECRET")
  const rejected = yield* flow.callback(refused)
  const accounts = yield* LinkedAccounts.use(({ list }) => list)
  const used = yield* Effect.forEach(accounts, ({ id }) =>
    Effect.gen(function* () {
      const client = session.httpClient(id, { hosts: ["api.example"] })
      const answered = yield* Effect.exit(client.get(api))
      const filtered = yield* Effect.exit(HttpClient.filterStatusOk(client).get(`${api}/lamp`))
      const refreshed = yield* Effect.exit(session.refresh(id))
      const valid = yield* Effect.exit(session.validToken(id))
      const confirm = yield* flow.start({ domain: "acme", source: { type: "reauth", accountId: id } })
      const relinked = yield* Effect.exit(flow.confirm(confirm.flowId))
      const removed = yield* Effect.exit(removeAccount(id))
      return { answered, filtered, refreshed, valid, confirm, relinked, removed }
    })
  )
  return { waiting, pending, repeated, elsewhere, result, again, rejected, accounts, used }
})

const granted = (count: number) =>
  json({
    access_token: `ACCESSTOKEN${count}`,
    refresh_token: `REFRESHTOKEN${count}`,
    id_token: "IDENTITYTOKEN"
  })
const echo = { error: "CLIENTSECRET", error_description: "THE-CODE REFRESHTOKEN1 CLIENTSECRET" }

/** Sends nothing again: what a refresh sends is sent once. */
const once = Layer.succeed(RefreshPolicy, makeRefreshPolicy({ schedule: Schedule.recurs(0) }))

const answers: ReadonlyArray<[string, Answer]> = [
  ["grants everything", (_, count) => granted(count)],
  [
    "refuses the refresh, repeating the secret",
    (_, count) => (count === 1 ? granted(count) : json(echo, { status: 400 }))
  ],
  ["refuses the code, repeating the secret", () => json(echo, { status: 401 })],
  ["answers nonsense, repeating the secret", () => new Response("<p>CLIENTSECRET THE-CODE</p>")],
  [
    "redirects with the secret",
    () => new Response(null, { status: 302, headers: { location: "/?CLIENTSECRET" } })
  ],
  ["breaks the connection", () => Promise.reject(new Error("CLIENTSECRET THE-CODE"))]
]

// What is shown of it is looked through, as in all tests: see `canaries/setup.ts`.
describe("no log, span, error or result shows a secret", () => {
  for (const clientAuthentication of [secretBasic, secretPost]) {
    const module = defineApplicationCredentials({
      getAuthImplementation: (_, domain, credential) =>
        Effect.succeed(localImplementation({ domain, credential, server, pkce: true, clientAuthentication }))
    })
    it.effect.each(answers)("where the provider %s", ([, answer]) => {
      let requests = 0
      const { layer, seen } = makeInstance({
        answer: (one) =>
          one.url === server.tokenUrl ? answer(one, (requests += 1)) : new Response("", { status: 401 }),
        integration: { module }
      })
      return Effect.gen(function* () {
        const { logs, metrics, spans } = yield* takeDown(Effect.withSpan(everything, "everything"))
        for (const told of [logs, metrics, spans]) assert.isAbove(told.length, 2)
        assert.isTrue(spans.some(({ name }) => name === "everything"))
        assert.isNotEmpty(seen[0]?.form.get("code_verifier"))
        const urls = new Set([server.tokenUrl, api, `${api}/lamp`])
        for (const { url } of seen) assert.isTrue(urls.has(url))
      }).pipe(Effect.provide(Layer.provide(layer, once)))
    })
  }
})
