import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Layer } from "effect"
import * as fc from "fast-check"
import { AccountLock, Storage, withoutRefusal } from "../../src/index.ts"
import { holdsInAnyOrder } from "./interleaved.ts"
import { memory } from "./durable.ts"

describe("Two processes of an instance", () => {
  it("lose no token, use no code twice, refresh one at a time and use no deleted credential", async () => {
    await fc.assert(holdsInAnyOrder(memory), { numRuns: 100 })
  })

  describe("would be seen to do so over a storage", () => {
    type Faults = {
      readonly storage?: (storage: Storage["Service"]) => Partial<Storage["Service"]>
      readonly lock?: AccountLock["Service"]
    }
    const faulty = ({ lock, storage }: Faults) =>
      Effect.gen(function* () {
        const context = yield* Layer.build(yield* memory)
        const sound = Context.get(context, Storage)
        return Layer.merge(
          Layer.succeed(AccountLock, lock ?? Context.get(context, AccountLock)),
          Layer.succeed(Storage, Storage.of({ ...sound, ...storage?.(sound) }))
        )
      })

    const faults: ReadonlyArray<[string, RegExp, Faults]> = [
      [
        "that lets two at once work on an account",
        /two refreshes .* in flight|rotated refresh token was lost|no account has stored|has refused/,
        { lock: AccountLock.of({ withLock: () => (effect) => effect }) }
      ],
      [
        "that says it has stored an account before it has",
        /rotated refresh token was lost|no account has stored|has refused|deleted credential/,
        {
          storage: ({ accounts }) => ({
            accounts: {
              ...accounts,
              put: (stored) =>
                Effect.asVoid(Effect.forkDetach(Effect.delay(accounts.put(stored), "1 second")))
            }
          })
        }
      ],
      [
        "that forgets which flows and states came back",
        /a code was sent twice/,
        {
          storage: ({ links, takenStates }) => ({
            links: { ...links, remove: () => Effect.void },
            takenStates: { ...takenStates, put: () => Effect.void }
          })
        }
      ],
      [
        "that forgets what the provider has refused",
        /a token was sent that the provider has refused/,
        {
          storage: ({ accounts }) => ({
            accounts: { ...accounts, put: (stored) => accounts.put(stored.map(withoutRefusal)) }
          })
        }
      ],
      [
        "that does not find what is linked with a credential",
        /an account uses the deleted credential/,
        {
          storage: ({ accounts }) => ({ accounts: { ...accounts, find: () => Effect.succeed([]) } })
        }
      ]
    ]
    it.each(faults)("%s", async (_, violation, fault) => {
      const details = await fc.check(holdsInAnyOrder(faulty(fault)), { numRuns: 300, endOnFailure: true })
      assert.match(String(details.errorInstance), violation)
    })
  })
})
