import { deviceCodeGrant } from "@application-credentials/mock-provider"
import { assert, describe, it } from "@effect/vitest"
import { Clock, Effect, Exit, Layer, Redacted } from "effect"
import type { Scope } from "effect"
import * as fc from "fast-check"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { CredentialStore, LinkedAccounts, LinkingFlow, PendingLink, PendingLinks } from "../../src/index.ts"
import type { FlowProgress } from "../../src/index.ts"
import { layerIn } from "../layers/file/Folder.ts"
import { database, files, memory } from "./durable.ts"
import type { Pause } from "./pausedStorage.ts"
import { credentialOf, makeHarness } from "./Harness.ts"
import type { DurableStorage, Harness } from "./Harness.ts"

const interval = 5

const valueOf = <A>(exit: Exit.Exit<A, unknown>): A =>
  Exit.isSuccess(exit) ? exit.value : assert.fail(String(exit.cause))

const flows = async <A>(
  harness: Harness,
  step: (flow: LinkingFlow["Service"]) => Effect.Effect<A, unknown>,
  process = 0
) => valueOf(await harness.run(LinkingFlow.use(step), process))

const pending = (harness: Harness, process = 0) => flows(harness, (flow) => flow.pending, process)
const polls = (harness: Harness) => harness.provider.calls("token")
const linked = async (harness: Harness) => valueOf(await harness.run(LinkedAccounts.use(({ list }) => list)))

/** Waits, in real time, for what comes from the disk or a database. */
const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A flow on another device, whose user has not decided. */
const begin = async (harness: Harness): Promise<FlowProgress> => {
  harness.provider.setConsent("ask")
  const started = await flows(harness, (flow) => flow.start({ domain: "acme", device: true }))
  return started.type === "progress" ? started : assert.fail(`no code was shown: ${started.type}`)
}

/** Tells whether no poll is under way: its answer is stored. */
const isAtRest = async (harness: Harness) => {
  const now = valueOf(await harness.run(Clock.currentTimeMillis)) / 1_000
  return (await pending(harness)).every(
    ({ step }) => step.id !== "device" || step.nextPollAt <= now + step.authorization.interval
  )
}

/** Lets a poll be due, and waits until its answer is stored. */
const poll = async (harness: Harness) => {
  const before = polls(harness).length
  await harness.advance(interval)
  await until(() => polls(harness).length > before)
  await until(() => isAtRest(harness))
}

const storages: ReadonlyArray<[string, Effect.Effect<DurableStorage, never, Scope.Scope>]> = [
  ["memory that lasts", memory],
  ["files", files],
  ["a database", database]
]

const pause = () => Promise.resolve()

/** Runs a test in a harness of its own. */
const inHarness = (
  storage: Effect.Effect<DurableStorage, never, Scope.Scope>,
  test: (harness: Harness) => Promise<void>,
  options: { readonly pause?: Pause; readonly processes?: number } = {}
) =>
  Effect.gen(function* () {
    const harness = yield* makeHarness({ storage: yield* storage, pause, ...options })
    yield* Effect.promise(async () => {
      const credential = { domain: "acme", credential: credentialOf("one") }
      await harness.run(CredentialStore.use((store) => store.create(credential)))
      await test(harness)
    })
    yield* Effect.promise(harness.close)
  }).pipe(Effect.scoped, Effect.runPromise)

describe.each(storages)("a flow on another device, over %s,", (_, storage) => {
  it("continues after a restart with the same code, and keeps to the interval", () =>
    inHarness(storage, async (harness) => {
      const { flowId, userCode } = await begin(harness)
      await poll(harness)
      await harness.advance(interval - 1)
      await harness.restart()
      assert.deepInclude(await flows(harness, (flow) => flow.repeat(flowId)), { type: "progress", userCode })
      assert.strictEqual(polls(harness).length, 1)
      harness.provider.decideDevice(userCode, { _tag: "Approve" })
      await harness.advance(1)
      const result = await flows(harness, (flow) => flow.delivered(flowId))
      assert.strictEqual(result.type, "create_entry")
      assert.strictEqual((await linked(harness)).length, 1)
      assert.deepStrictEqual(await pending(harness), [])
      assert.deepStrictEqual(
        polls(harness).map(({ rule }) => rule),
        ["device-pending", undefined]
      )
    }))

  it("ends by itself after a restart, although nobody asks", () =>
    inHarness(storage, async (harness) => {
      const { userCode } = await begin(harness)
      await harness.restart()
      harness.provider.decideDevice(userCode, { _tag: "Approve" })
      await pending(harness)
      await poll(harness)
      await until(async () => (await linked(harness)).length === 1)
      assert.deepStrictEqual(await pending(harness), [])
    }))

  it("ends after a restart where its user refuses, and where the code expires", () =>
    inHarness(storage, async (harness) => {
      const refused = await begin(harness)
      await harness.restart()
      harness.provider.decideDevice(refused.userCode, { _tag: "Deny" })
      await pending(harness)
      await poll(harness)
      const denied = await flows(harness, (flow) => flow.delivered(refused.flowId))
      assert.deepInclude(denied, { type: "abort", reason: "user_rejected_authorize" })
      const late = await begin(harness)
      await harness.restart()
      await pending(harness)
      for (let waited = 0; waited < late.expiresAt; waited += 20) {
        await harness.advance(20)
        await until(() => isAtRest(harness))
      }
      const expired = await flows(harness, (flow) => flow.delivered(late.flowId))
      assert.deepInclude(expired, { type: "abort", reason: "oauth_timeout" })
      assert.deepStrictEqual([await linked(harness), await pending(harness)], [[], []])
    }))
})

describe("a flow on another device", () => {
  it("is gone after a restart where its code expired long ago", () =>
    inHarness(memory, async (harness) => {
      const { expiresAt, flowId } = await begin(harness)
      await harness.restart()
      await harness.advance(expiresAt + 600)
      const exit = await harness.run(Effect.flip(LinkingFlow.use((flow) => flow.delivered(flowId))))
      assert.strictEqual(valueOf(exit)._tag, "FlowNotPending")
      assert.strictEqual(polls(harness).length, 0)
    }))

  it("leaves its code in no file once it has ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "application-credentials-"))
    const text = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join()
    await inHarness(Effect.succeed(Layer.orDie(layerIn(folder))), async (harness) => {
      const { flowId, userCode } = await begin(harness)
      const [waiting] = await pending(harness)
      const code = waiting?.step.id === "device" ? waiting.step.authorization.deviceCode : undefined
      const deviceCode = code === undefined ? assert.fail("no device code is kept") : Redacted.value(code)
      assert.include(text(), deviceCode)
      harness.provider.decideDevice(userCode, { _tag: "Approve" })
      await poll(harness)
      await flows(harness, (flow) => flow.delivered(flowId))
      assert.notInclude(text(), deviceCode)
    })
    rmSync(folder, { recursive: true })
  })

  it("is polled for by one process at a time", async () => {
    const held: Array<() => void> = []
    const hold: Pause = (label) =>
      label === `send ${deviceCodeGrant}` ? new Promise((resolve) => held.push(resolve)) : Promise.resolve()
    await inHarness(
      memory,
      async (harness) => {
        const { flowId, userCode } = await begin(harness)
        harness.provider.decideDevice(userCode, { _tag: "Approve" })
        await harness.advance(interval)
        await until(() => held.length === 1)
        await pending(harness, 1)
        await harness.advance(4 * interval)
        await harness.settle()
        assert.strictEqual(held.length, 1)
        held[0]?.()
        assert.strictEqual((await flows(harness, (flow) => flow.delivered(flowId))).type, "create_entry")
        await harness.advance(600)
        await harness.settle()
        assert.strictEqual(held.length, 1)
      },
      { pause: hold, processes: 2 }
    )
  })

  it("is linked also where its process ends while the provider grants the token", async () => {
    let release = () => {}
    let isHeld = false
    const hold: Pause = (label) => {
      if (label !== `answer ${deviceCodeGrant}`) return Promise.resolve()
      isHeld = true
      return new Promise((resolve) => (release = resolve))
    }
    await inHarness(
      memory,
      async (harness) => {
        const { userCode } = await begin(harness)
        harness.provider.decideDevice(userCode, { _tag: "Approve" })
        await harness.advance(interval)
        await until(() => isHeld)
        const restarted = harness.restart()
        await harness.settle()
        release()
        await restarted
        assert.strictEqual((await linked(harness)).length, 1)
      },
      { pause: hold }
    )
  })

  it("is polled for again once a process that died cannot have a poll under way any more", () =>
    inHarness(memory, async (harness) => {
      const { flowId, userCode } = await begin(harness)
      harness.provider.decideDevice(userCode, { _tag: "Approve" })
      await harness.restart()
      await harness.run(
        PendingLinks.use(({ update }) =>
          update(flowId, (link) =>
            link.step.id === "device"
              ? new PendingLink({ ...link, step: { ...link.step, nextPollAt: 120 } })
              : link
          )
        )
      )
      await harness.advance(119)
      await harness.settle()
      assert.strictEqual(polls(harness).length, 0)
      await harness.advance(1)
      assert.strictEqual((await flows(harness, (flow) => flow.delivered(flowId))).type, "create_entry")
    }))

  /** What happens to a flow while it waits. */
  const event = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.integer({ min: 1, max: 12 }).map((seconds) => ({ type: "advance", seconds }) as const)
    },
    { weight: 2, arbitrary: fc.nat({ max: 1 }).map((process) => ({ type: "restart", process }) as const) },
    { weight: 1, arbitrary: fc.nat({ max: 1 }).map((process) => ({ type: "repeat", process }) as const) },
    { weight: 1, arbitrary: fc.nat({ max: 1 }).map((process) => ({ type: "look", process }) as const) }
  )

  it("always links one account, and is never polled faster than the interval, whatever processes come and go", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 20 }), fc.nat({ max: 20 }), async (events, decision) => {
        await inHarness(
          memory,
          async (harness) => {
            const { flowId, userCode } = await begin(harness)
            for (const [at, event] of events.entries()) {
              if (at === decision) harness.provider.decideDevice(userCode, { _tag: "Approve" })
              if (event.type === "advance") await harness.advance(event.seconds)
              if (event.type === "restart") await harness.restart(event.process)
              if (event.type === "look") await pending(harness, event.process)
              const isOver = (await pending(harness, 1)).length === 0
              if (event.type === "repeat" && !isOver)
                await flows(harness, (flow) => flow.repeat(flowId), event.process)
              await harness.settle()
            }
            harness.provider.decideDevice(userCode, { _tag: "Approve" })
            await pending(harness)
            await harness.advance(interval)
            await until(async () => (await linked(harness)).length === 1)
            assert.deepStrictEqual(await pending(harness), [])
            const rules = polls(harness).map(({ rule }) => rule)
            assert.isTrue(rules.slice(0, -1).every((rule) => rule === "device-pending"))
            assert.isUndefined(rules.at(-1))
          },
          { processes: 2 }
        )
      }),
      { numRuns: 50 }
    )
  })
})
