/** What holds for states in every layer of storage. */
import { assert, describe, it, layer } from "@effect/vitest"
import { Effect, Layer } from "effect"
import { Mac, SecureRandom } from "effect/crypto"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { linkLifetime, StateSigner } from "../../src/index.ts"
import * as arbitrary from "../arbitraries.ts"
import type { StorageLayer } from "./LinkedAccountsLaws.ts"

const link = { flowId: "flow", redirectUri: "https://home.example/cb" }

const tagOf = (state: string) =>
  StateSigner.use((signer) => Effect.map(Effect.flip(signer.consume(state)), (error) => error._tag))

/** Adds the tests of one layer. */
export const suite = (name: string, storage: StorageLayer) => {
  const signer = Layer.fresh(
    StateSigner.layer.pipe(
      Layer.provide(Mac.layerWebCrypto),
      Layer.provide(Layer.merge(SecureRandom.layerWebCrypto, storage))
    )
  )

  describe(`StateSigner, ${name}`, () => {
    it("gives back any flow and redirect URI", async () => {
      await fc.assert(
        fc.asyncProperty(arbitrary.text(), arbitrary.text(), async (flowId, redirectUri) => {
          const claims = await StateSigner.use((signer) =>
            Effect.flatMap(signer.sign({ flowId, redirectUri }), signer.consume)
          ).pipe(Effect.provide(signer), Effect.runPromise)
          assert.deepStrictEqual([claims.flow_id, claims.redirect_uri], [flowId, redirectUri])
        }),
        { numRuns: 30 }
      )
    })

    layer(signer)((it) => {
      it.effect("takes a state once", () =>
        Effect.gen(function* () {
          const { sign, consume } = yield* StateSigner
          const state = yield* sign(link)
          yield* consume(state)
          assert.strictEqual(yield* tagOf(state), "StateReplayed")
        })
      )

      it.effect("lets one of many at once succeed", () =>
        Effect.gen(function* () {
          const { sign, consume } = yield* StateSigner
          const state = yield* sign(link)
          const results = yield* Effect.forEach(
            Array.from({ length: 20 }),
            () => Effect.exit(consume(state)),
            {
              concurrency: "unbounded"
            }
          )
          assert.strictEqual(results.filter(({ _tag }) => _tag === "Success").length, 1)
        })
      )

      it.effect("refuses a state when its time is over, taken or not", () =>
        Effect.gen(function* () {
          const { sign, consume } = yield* StateSigner
          const [taken, fresh, early] = [yield* sign(link), yield* sign(link), yield* sign(link)]
          yield* consume(taken)
          yield* TestClock.adjust(`${linkLifetime - 1} seconds`)
          yield* consume(early)
          yield* TestClock.adjust("1 second")
          assert.strictEqual(yield* tagOf(taken), "StateExpired")
          assert.strictEqual(yield* tagOf(fresh), "StateExpired")
        })
      )

      it.effect("refuses every state with one character changed, and leaves the true one good", () =>
        Effect.gen(function* () {
          const { sign, consume } = yield* StateSigner
          const state = yield* sign(link)
          for (const [index, character] of [...state].entries()) {
            const other = character === "A" ? "B" : "A"
            const changed = state.slice(0, index) + other + state.slice(index + 1)
            assert.strictEqual(yield* tagOf(changed), "StateForged")
          }
          yield* consume(state)
        })
      )

      it.effect("refuses every other spelling of the same signature", () =>
        Effect.gen(function* () {
          const { sign, consume } = yield* StateSigner
          const state = yield* sign(link)
          const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_="
          const spellings = [...alphabet]
            .map((last) => state.slice(0, -1) + last)
            .concat(`${state}=`, `${state}\n`)
          for (const spelling of spellings.filter((spelling) => spelling !== state)) {
            assert.strictEqual(yield* tagOf(spelling), "StateForged")
          }
          yield* consume(state)
        })
      )

      it.effect("refuses what another instance signed, and what nobody signed", () =>
        Effect.gen(function* () {
          const foreign = yield* StateSigner.use(({ sign }) => sign(link)).pipe(Effect.provide(signer))
          const [, payload] = foreign.split(".")
          const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")
          const forgeries = [
            foreign,
            "",
            "a.b.c",
            `${none}.${payload}.`,
            `${foreign}=`,
            `${foreign}.x`,
            "flow"
          ]
          for (const state of forgeries) assert.strictEqual(yield* tagOf(state), "StateForged")
        })
      )

      it.effect("makes no state twice, even for one flow", () =>
        Effect.gen(function* () {
          const { sign } = yield* StateSigner
          const states = yield* Effect.replicateEffect(sign(link), 100)
          assert.strictEqual(new Set(states).size, 100)
        })
      )
    })
  })
}
