/**
 * Changes what is stored in a folder until it is killed, and tells of each change, a line of JSON before and one after.
 *
 * Arguments: the folder, the account, and a number that no other run has.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Effect } from "effect"
import { CredentialStore, LinkedAccounts } from "../../src/index.ts"
import type { Change, Told } from "./Change.ts"
import { create, layerStores, tokenOf } from "./stores.ts"

const [folder = "", accountId = "", run = ""] = process.argv.slice(2)

// Continues once the pipe has the line, which a full one takes only when it is read from.
const tell = (told: Told) =>
  Effect.callback<void>((resume) => {
    process.stdout.write(`${JSON.stringify(told)}\n`, () => resume(Effect.void))
  })

const telling = <A, E, R>(change: Change, effect: Effect.Effect<A, E, R>) =>
  Effect.andThen(tell({ when: "before", change }), Effect.tap(effect, tell({ when: "after", change })))

const rotate = (refreshToken: string) =>
  telling(
    { type: "rotate", refreshToken },
    Effect.flatMap(tokenOf(refreshToken), (token) =>
      LinkedAccounts.use((accounts) => accounts.update(accountId, { token }))
    )
  )

const changes = Effect.gen(function* () {
  const store = yield* CredentialStore
  for (let count = 0; ; count += 1) {
    const clientId = `${run}_${count}`
    yield* telling({ type: "create", credentialId: `acme_${clientId}` }, create(clientId))
    yield* rotate(`${clientId}_first`)
    const [oldest] = yield* store.list
    if (oldest !== undefined && count % 3 !== 0)
      yield* telling({ type: "remove", credentialId: oldest.id }, store.remove(oldest.id))
    yield* rotate(`${clientId}_second`)
  }
})

NodeRuntime.runMain(Effect.provide(changes, layerStores(folder)))
