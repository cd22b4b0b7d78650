import { assert, describe, expectTypeOf, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import * as fc from "fast-check"
import { AuthorizationServer } from "../../src/index.ts"
import type {
  AuthorizeDeviceError,
  DeviceAuthorization,
  DeviceAuthorizationFailed,
  OAuth2Implementation,
  TokenDeliveryFailed
} from "../../src/index.ts"
import { json, makeProvider } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { makeStrictProvider } from "../StrictProvider.ts"

const { implementation, server } = makeStrictProvider()
const codes = {
  device_code: "DEVICECODE",
  user_code: "WDJB-MJHT",
  verification_uri: "https://provider.test/device",
  expires_in: 60,
  interval: 5
}

const authorizeDevice = (deviceAuthorizationUrl = server.deviceAuthorizationUrl ?? "") => {
  const { authorizeDevice } = implementation({
    server: new AuthorizationServer({ ...server, deviceAuthorizationUrl }),
    scopes: ["a", "b"],
    extraTokenParameters: { device_code: "x", audience: "y" }
  })
  return authorizeDevice ?? assert.fail("no device flow is offered")
}

const refusal =
  (error: string, status = 400) =>
  () =>
    json({ error }, { status })
const pending = refusal("authorization_pending")
const granted = () => json({ access_token: "a", expires_in: 3_600 })

const turn = Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))

/** Runs a device flow against answers to its polls, of which the last repeats: the seconds of the polls, and the end. */
const run = (answers: ReadonlyArray<Answer>, given: object = {}) =>
  Effect.gen(function* () {
    let now = 0
    const polledAt: Array<number> = []
    const { layer, seen } = makeProvider((asked, count) => {
      if (count === 1) return json({ ...codes, ...given })
      polledAt.push(now)
      return answers[Math.min(count - 2, answers.length - 1)]?.(asked, count) ?? granted()
    })
    const device = yield* Effect.provide(authorizeDevice(), layer)
    const fiber = yield* Effect.forkChild(Effect.result(Effect.provide(device.delivery, layer)))
    while (fiber.pollUnsafe() === undefined && now < 300) {
      yield* turn
      yield* turn
      now++
      yield* TestClock.adjust("1 second")
    }
    if (fiber.pollUnsafe() === undefined) return assert.fail("the flow goes on and on")
    const end = yield* Fiber.join(fiber)
    return {
      device,
      polledAt,
      seen,
      end: end._tag === "Success" ? "granted" : end.failure.reason,
      failure: end
    }
  })

describe("a device flow", () => {
  it("fails in ways that the port knows", () => {
    type Begin = NonNullable<OAuth2Implementation["authorizeDevice"]>
    expectTypeOf<Effect.Error<Begin>>().toEqualTypeOf<AuthorizeDeviceError>()
    expectTypeOf<Effect.Error<DeviceAuthorization["delivery"]>>().toEqualTypeOf<TokenDeliveryFailed>()
  })

  it("is offered by a server that has an endpoint for it, and by no other", () => {
    const { deviceAuthorizationUrl: _, ...without } = server
    assert.isUndefined(implementation({ server: new AuthorizationServer(without) }).authorizeDevice)
    assert.isDefined(implementation().authorizeDevice)
  })

  it.effect("asks as the client, for the scopes, and polls with the device code", () =>
    Effect.gen(function* () {
      const { device, seen } = yield* run([granted])
      const client = { client_id: "acme client", client_secret: "CLIENT+SECRET" }
      assert.deepStrictEqual(
        seen.map(({ form, url }): [string, object] => [url, Object.fromEntries(form)]),
        [
          [server.deviceAuthorizationUrl ?? "", { scope: "a b", ...client }],
          [
            server.tokenUrl,
            {
              audience: "y",
              grant_type: "urn:ietf:params:oauth:grant-type:device_code",
              device_code: "DEVICECODE",
              ...client
            }
          ]
        ]
      )
      assert.deepInclude(device, { userCode: "WDJB-MJHT", expiresAt: 60 })
    })
  )

  const away = () => new Response("<html></html>", { status: 502 })
  const courses: ReadonlyArray<[string, string, ReadonlyArray<number>, ReadonlyArray<Answer>]> = [
    ["granted", "waits before the first poll", [5], [granted]],
    ["granted", "goes on while the user has not decided", [5, 10, 15], [pending, pending, granted]],
    [
      "granted",
      "slows down for good",
      [5, 15, 25, 40],
      [refusal("slow_down"), pending, refusal("slow_down"), granted]
    ],
    [
      "granted",
      "waits as long again after each failure",
      [5, 15, 35],
      [away, () => Promise.reject(new TypeError("reset")), granted]
    ],
    [
      "granted",
      "waits as long as it is told",
      [5, 25],
      [() => json({}, { status: 429, headers: { "retry-after": "20" } }), granted]
    ],
    ["granted", "is slower after a 429", [5, 15], [() => json({}, { status: 429 }), granted]],
    ["denied", "ends where the user refuses", [5], [refusal("access_denied")]],
    ["expired", "ends where the provider says so", [5], [refusal("expired_token")]],
    ["refused", "ends where the client is refused", [5], [refusal("invalid_client", 401)]],
    ["refused", "ends where the code is refused", [5], [refusal("invalid_grant")]],
    ["unusable", "ends where something else comes", [5], [() => new Response("<html></html>")]],
    [
      "unusable",
      "ends at a redirect",
      [5],
      [() => new Response(null, { status: 302, headers: { location: "/" } })]
    ],
    [
      "expired",
      "ends when the code expires, and polls no more",
      [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55],
      [pending]
    ]
  ]
  it.effect.each(courses)("is %s: it %s, at %o seconds", ([end, , times, answers]) =>
    Effect.gen(function* () {
      const course = yield* run(answers)
      assert.strictEqual(course.end, end)
      assert.deepStrictEqual(course.polledAt, times)
    })
  )

  it.effect("polls for one token, whoever waits, and while somebody does", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider((_, count) => (count === 1 ? json(codes) : granted()))
      const { delivery } = yield* Effect.provide(authorizeDevice(), layer)
      const wait = Effect.provide(delivery, layer)
      const leaving = yield* Effect.forkChild(wait)
      yield* turn
      yield* Fiber.interrupt(leaving)
      yield* TestClock.adjust("20 seconds")
      yield* turn
      assert.strictEqual(seen.length, 1)
      const waiting = yield* Effect.forkChild(Effect.all([wait, wait], { concurrency: 2 }))
      yield* turn
      yield* TestClock.adjust("5 seconds")
      const [one, other] = yield* Fiber.join(waiting)
      assert.strictEqual(one, other)
      assert.strictEqual(yield* wait, one)
      assert.strictEqual(seen.length, 2)
    })
  )

  it("never polls faster than the interval allows, whatever comes", async () => {
    const answer = fc.constantFrom<Answer>(pending, refusal("slow_down"), away, () =>
      json({}, { status: 429 })
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(answer, { maxLength: 6 }),
        fc.integer({ min: 1, max: 12 }),
        async (answers, interval) => {
          const program = run([...answers, granted], { interval, expires_in: 200 })
          const { polledAt } = await Effect.runPromise(Effect.provide(program, TestClock.layer()))
          const gaps = polledAt.map((at, index) => at - (polledAt[index - 1] ?? 0))
          assert.isTrue(gaps.every((gap, index) => gap >= Math.max(interval, gaps[index - 1] ?? 0)))
        }
      ),
      { numRuns: 20 }
    )
  })

  it.effect("shows no secret when it fails", () =>
    Effect.gen(function* () {
      const { failure } = yield* run([
        () => json({ error: "invalid_grant", device_code: "DEVICECODE" }, { status: 400 })
      ])
      for (const secret of ["DEVICECODE", "CLIENT+SECRET"]) assert.notInclude(JSON.stringify(failure), secret)
    })
  )

  const beginnings: ReadonlyArray<[DeviceAuthorizationFailed["reason"], Answer]> = [
    ["unavailable", () => Promise.reject(new TypeError("reset"))],
    ["unavailable", () => json({}, { status: 503 })],
    ["refused", refusal("unauthorized_client")],
    ["unusable", () => new Response("<html></html>")],
    ["unavailable", () => new Response("a".repeat(2_000_000))]
  ]
  it.effect.each(beginnings)("does not begin: %s", ([reason, answer]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(Effect.provide(authorizeDevice(), makeProvider(answer).layer))
      assert.strictEqual(error._tag === "DeviceAuthorizationFailed" && error.reason, reason)
    })
  )

  it.effect("never goes to an endpoint that is not https", () =>
    Effect.gen(function* () {
      const { layer, seen } = makeProvider(granted)
      const error = yield* Effect.flip(Effect.provide(authorizeDevice("http://provider.test/device"), layer))
      assert.strictEqual(
        error._tag === "AuthorizationServerInvalid" && error.endpoint,
        "deviceAuthorizationUrl"
      )
      assert.strictEqual(seen.length, 0)
    })
  )
})
