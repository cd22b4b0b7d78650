import { assert, describe, it } from "@effect/vitest"
import { Effect, Exit } from "effect"
import type { Scope } from "effect"
import { CredentialStore, LinkingFlow, OAuth2Session } from "../../src/index.ts"
import type { FlowResult } from "../../src/index.ts"
import { database, files, memory } from "./durable.ts"
import { credentialOf, makeHarness } from "./Harness.ts"
import type { ClientId, DurableStorage, Harness } from "./Harness.ts"

const storages: ReadonlyArray<[string, Effect.Effect<DurableStorage, never, Scope.Scope>]> = [
  ["memory that lasts", memory],
  ["files", files],
  ["a database", database]
]

const valueOf = <A>(exit: Exit.Exit<A, unknown>): A =>
  Exit.isSuccess(exit) ? exit.value : assert.fail(String(exit.cause))

const run = async (
  harness: Harness,
  step: (flow: LinkingFlow["Service"]) => Effect.Effect<FlowResult, unknown>
) => valueOf(await harness.run(LinkingFlow.use(step)))

const add = (harness: Harness, clientId: ClientId) =>
  harness.run(
    CredentialStore.use((store) => store.create({ domain: "acme", credential: credentialOf(clientId) }))
  )

/** Takes a flow through every step, and restarts between each two of them. */
const throughRestarts = async (harness: Harness) => {
  const asked = await run(harness, (flow) => flow.start({ domain: "acme" }))
  await harness.restart()
  await add(harness, "two")
  await run(harness, (flow) => flow.addCredential(asked.flowId, credentialOf("one")))
  await harness.restart()
  const sent = await run(harness, (flow) => flow.pickImplementation(asked.flowId, "acme_two"))
  if (sent.type !== "external") return assert.fail("not sent to the provider")
  await harness.restart()
  const query = await harness.visit(sent.url, "approve")
  const linked = await run(harness, (flow) => flow.callback(query))
  if (linked.type !== "create_entry") return assert.fail("no account was made")
  await harness.restart()
  const replayed = await harness.run(LinkingFlow.use((flow) => flow.callback(query)))
  const { id: accountId, token } = linked.account
  if (token.refreshToken !== undefined) await harness.revoke("two", token.refreshToken)
  const refresh = () => harness.run(OAuth2Session.use((session) => session.refresh(accountId)))
  const refused = await refresh()
  await harness.restart()
  const still = await refresh()
  const waiting = valueOf(await harness.run(LinkingFlow.use(({ pending }) => pending)))
  return { replayed, refused, still, waiting, requests: harness.provider.calls("token").length }
}

const tagOf = (exit: Exit.Exit<unknown, { readonly _tag: string }>) => {
  const error = Exit.findErrorOption(exit)
  return error._tag === "Some" ? error.value._tag : exit._tag
}

describe("restarts between each two steps", () => {
  it.each(storages)("end no flow, and bring back no state and no refused token, over %s", (_, storage) =>
    Effect.gen(function* () {
      const harness = yield* makeHarness({ storage: yield* storage, pause: () => Promise.resolve() })
      const end = yield* Effect.promise(() => throughRestarts(harness))
      assert.strictEqual(tagOf(end.replayed), "StateReplayed")
      assert.strictEqual(tagOf(end.refused), "ReauthenticationRequired")
      assert.strictEqual(tagOf(end.still), "ReauthenticationRequired")
      assert.deepStrictEqual(
        end.waiting.map(({ step }) => step.id),
        ["reauth_confirm"]
      )
      assert.strictEqual(end.requests, 2)
      yield* Effect.promise(harness.close)
    }).pipe(Effect.scoped, Effect.runPromise)
  )
})
