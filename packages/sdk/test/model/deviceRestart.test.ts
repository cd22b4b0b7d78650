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
import { credentialOf, makeWorld } from "./World.ts"
import type { DurableStorage, World } from "./World.ts"

const interval = 5

const valueOf = <A>(exit: Exit.Exit<A, unknown>): A =>
  Exit.isSuccess(exit) ? exit.value : assert.fail(String(exit.cause))

const flows = async <A>(
  world: World,
  step: (flow: LinkingFlow["Service"]) => Effect.Effect<A, unknown>,
  process = 0
) => valueOf(await world.run(LinkingFlow.use(step), process))

const pending = (world: World, process = 0) => flows(world, (flow) => flow.pending, process)
const polls = (world: World) => world.provider.calls("token")
const linked = async (world: World) => valueOf(await world.run(LinkedAccounts.use(({ list }) => list)))

/** Waits, in real time, for what comes from the disk or a database. */
const until = async (condition: () => boolean | Promise<boolean>) => {
  while (!(await condition())) await new Promise<void>((resolve) => setImmediate(resolve))
}

/** A flow on another device, whose user has not decided. */
const begin = async (world: World): Promise<FlowProgress> => {
  world.provider.setConsent("ask")
  const started = await flows(world, (flow) => flow.start({ domain: "acme", device: true }))
  return started.type === "progress" ? started : assert.fail(`no code was shown: ${started.type}`)
}

/** Tells whether no poll is under way: its answer is stored. */
const isAtRest = async (world: World) => {
  const now = valueOf(await world.run(Clock.currentTimeMillis)) / 1_000
  return (await pending(world)).every(
    ({ step }) => step.id !== "device" || step.nextPollAt <= now + step.authorization.interval
  )
}

/** Lets a poll be due, and waits until its answer is stored. */
const poll = async (world: World) => {
  const before = polls(world).length
  await world.advance(interval)
  await until(() => polls(world).length > before)
  await until(() => isAtRest(world))
}

const storages: ReadonlyArray<[string, Effect.Effect<DurableStorage, never, Scope.Scope>]> = [
  ["memory that lasts", memory],
  ["files", files],
  ["a database", database]
]

const pause = () => Promise.resolve()

/** Runs a test in a world of its own. */
const inWorld = (
  storage: Effect.Effect<DurableStorage, never, Scope.Scope>,
  test: (world: World) => Promise<void>,
  options: { readonly pause?: Pause; readonly processes?: number } = {}
) =>
  Effect.gen(function* () {
    const world = yield* makeWorld({ storage: yield* storage, pause, ...options })
    yield* Effect.promise(async () => {
      const credential = { domain: "acme", credential: credentialOf("one") }
      await world.run(CredentialStore.use((store) => store.create(credential)))
      await test(world)
    })
    yield* Effect.promise(world.close)
  }).pipe(Effect.scoped, Effect.runPromise)

describe.each(storages)("a flow on another device, over %s,", (_, storage) => {
  it("goes on after a restart with the same code, and keeps to the interval", () =>
    inWorld(storage, async (world) => {
      const { flowId, userCode } = await begin(world)
      await poll(world)
      await world.advance(interval - 1)
      await world.restart()
      assert.deepInclude(await flows(world, (flow) => flow.repeat(flowId)), { type: "progress", userCode })
      assert.strictEqual(polls(world).length, 1)
      world.provider.decideDevice(userCode, { _tag: "Approve" })
      await world.advance(1)
      const result = await flows(world, (flow) => flow.delivered(flowId))
      assert.strictEqual(result.type, "create_entry")
      assert.strictEqual((await linked(world)).length, 1)
      assert.deepStrictEqual(await pending(world), [])
      assert.deepStrictEqual(
        polls(world).map(({ rule }) => rule),
        ["device-pending", undefined]
      )
    }))

  it("ends by itself after a restart, although nobody asks", () =>
    inWorld(storage, async (world) => {
      const { userCode } = await begin(world)
      await world.restart()
      world.provider.decideDevice(userCode, { _tag: "Approve" })
      await pending(world)
      await poll(world)
      await until(async () => (await linked(world)).length === 1)
      assert.deepStrictEqual(await pending(world), [])
    }))

  it("ends after a restart where its user refuses, and where the code expires", () =>
    inWorld(storage, async (world) => {
      const refused = await begin(world)
      await world.restart()
      world.provider.decideDevice(refused.userCode, { _tag: "Deny" })
      await pending(world)
      await poll(world)
      const denied = await flows(world, (flow) => flow.delivered(refused.flowId))
      assert.deepInclude(denied, { type: "abort", reason: "user_rejected_authorize" })
      const late = await begin(world)
      await world.restart()
      await pending(world)
      for (let waited = 0; waited < late.expiresAt; waited += 20) {
        await world.advance(20)
        await until(() => isAtRest(world))
      }
      const expired = await flows(world, (flow) => flow.delivered(late.flowId))
      assert.deepInclude(expired, { type: "abort", reason: "oauth_timeout" })
      assert.deepStrictEqual([await linked(world), await pending(world)], [[], []])
    }))
})

describe("a flow on another device", () => {
  it("is gone after a restart where its code expired long ago", () =>
    inWorld(memory, async (world) => {
      const { expiresAt, flowId } = await begin(world)
      await world.restart()
      await world.advance(expiresAt + 600)
      const exit = await world.run(Effect.flip(LinkingFlow.use((flow) => flow.delivered(flowId))))
      assert.strictEqual(valueOf(exit)._tag, "FlowNotPending")
      assert.strictEqual(polls(world).length, 0)
    }))

  it("leaves its code in no file once it has ended", async () => {
    const folder = mkdtempSync(join(tmpdir(), "application-credentials-"))
    const text = () =>
      readdirSync(folder)
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join()
    await inWorld(Effect.succeed(Layer.orDie(layerIn(folder))), async (world) => {
      const { flowId, userCode } = await begin(world)
      const [waiting] = await pending(world)
      const code = waiting?.step.id === "device" ? waiting.step.authorization.deviceCode : undefined
      const deviceCode = code === undefined ? assert.fail("no device code is kept") : Redacted.value(code)
      assert.include(text(), deviceCode)
      world.provider.decideDevice(userCode, { _tag: "Approve" })
      await poll(world)
      await flows(world, (flow) => flow.delivered(flowId))
      assert.notInclude(text(), deviceCode)
    })
    rmSync(folder, { recursive: true })
  })

  it("is polled for by one process at a time", async () => {
    const held: Array<() => void> = []
    const hold: Pause = (label) =>
      label === `send ${deviceCodeGrant}` ? new Promise((resolve) => held.push(resolve)) : Promise.resolve()
    await inWorld(
      memory,
      async (world) => {
        const { flowId, userCode } = await begin(world)
        world.provider.decideDevice(userCode, { _tag: "Approve" })
        await world.advance(interval)
        await until(() => held.length === 1)
        await pending(world, 1)
        await world.advance(4 * interval)
        await world.settle()
        assert.strictEqual(held.length, 1)
        held[0]?.()
        assert.strictEqual((await flows(world, (flow) => flow.delivered(flowId))).type, "create_entry")
        await world.advance(600)
        await world.settle()
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
    await inWorld(
      memory,
      async (world) => {
        const { userCode } = await begin(world)
        world.provider.decideDevice(userCode, { _tag: "Approve" })
        await world.advance(interval)
        await until(() => isHeld)
        const restarted = world.restart()
        await world.settle()
        release()
        await restarted
        assert.strictEqual((await linked(world)).length, 1)
      },
      { pause: hold }
    )
  })

  it("is polled for again once a process that died cannot have a poll under way any more", () =>
    inWorld(memory, async (world) => {
      const { flowId, userCode } = await begin(world)
      world.provider.decideDevice(userCode, { _tag: "Approve" })
      await world.restart()
      await world.run(
        PendingLinks.use(({ update }) =>
          update(flowId, (link) =>
            link.step.id === "device"
              ? new PendingLink({ ...link, step: { ...link.step, nextPollAt: 120 } })
              : link
          )
        )
      )
      await world.advance(119)
      await world.settle()
      assert.strictEqual(polls(world).length, 0)
      await world.advance(1)
      assert.strictEqual((await flows(world, (flow) => flow.delivered(flowId))).type, "create_entry")
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
        await inWorld(
          memory,
          async (world) => {
            const { flowId, userCode } = await begin(world)
            for (const [at, event] of events.entries()) {
              if (at === decision) world.provider.decideDevice(userCode, { _tag: "Approve" })
              if (event.type === "advance") await world.advance(event.seconds)
              if (event.type === "restart") await world.restart(event.process)
              if (event.type === "look") await pending(world, event.process)
              const isOver = (await pending(world, 1)).length === 0
              if (event.type === "repeat" && !isOver)
                await flows(world, (flow) => flow.repeat(flowId), event.process)
              await world.settle()
            }
            world.provider.decideDevice(userCode, { _tag: "Approve" })
            await pending(world)
            await world.advance(interval)
            await until(async () => (await linked(world)).length === 1)
            assert.deepStrictEqual(await pending(world), [])
            const rules = polls(world).map(({ rule }) => rule)
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
