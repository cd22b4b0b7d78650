import { assert, describe, it } from "@effect/vitest"
import { Effect, Layer, Logger } from "effect"
import type { Scope } from "effect"
import { layerCloudImplementations, layerInstance, LinkedAccounts, LinkingFlow } from "../../src/index.ts"
import type { FlowExternal } from "../../src/index.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { acme } from "../flows/Instance.ts"
import { makeCloud } from "../SimulatedCloud.ts"
import { database, files, memory } from "./durable.ts"
import type { DurableStorage } from "./Harness.ts"

const storages: ReadonlyArray<[string, Effect.Effect<DurableStorage, never, Scope.Scope>]> = [
  ["memory that lasts", memory],
  ["files", files],
  ["a database", database]
]

describe.each(storages)("a flow through the cloud, over %s,", (_, durable) => {
  it.live("waits for nothing after a restart, says so at once, and continues where it is repeated", () =>
    Effect.gen(function* () {
      const cloud = makeCloud()
      const storage = yield* durable
      /** Runs what happens in one process. */
      const inProcess = <A, E>(happens: Effect.Effect<A, E, LinkingFlow | LinkedAccounts>) => {
        const options = { integrations: [acme], host: { externalUrl: "https://home.test" } }
        const instance = layerCloudImplementations.pipe(
          Layer.provideMerge(layerInstance(options, storage)),
          Layer.provide([cloud.layer, Logger.layer([listeningLogger])])
        )
        return Effect.provide(happens, Layer.fresh(instance))
      }
      const start = LinkingFlow.use((flow) => flow.start({ domain: "acme" }))
      const { flowId } = yield* inProcess(start)
      yield* inProcess(
        Effect.gen(function* () {
          const flow = yield* LinkingFlow
          const gone = yield* Effect.flip(flow.delivered(flowId))
          assert.strictEqual(gone._tag, "FlowNotPending")
          assert.deepStrictEqual(
            (yield* flow.pending).map(({ step }) => step.id),
            ["delivery"]
          )
          const sent = yield* flow.repeat(flowId)
          yield* cloud.visit(urlOf(sent))
          assert.strictEqual((yield* flow.delivered(flowId)).type, "create_entry")
          assert.strictEqual((yield* LinkedAccounts.use(({ list }) => list)).length, 1)
        })
      )
    })
  )
})

const urlOf = (sent: { readonly type: string } | FlowExternal): string =>
  "url" in sent ? sent.url : assert.fail(`the user is not sent anywhere: ${sent.type}`)
