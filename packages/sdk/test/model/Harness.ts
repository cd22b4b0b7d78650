/** A strict provider, and an instance whose processes come and go over storage that stays. */
import { deviceCodeGrant, fetch, MockProvider, systemClock } from "@application-credentials/mock-provider"
import { Clock, Context, Effect, Layer, Logger, ManagedRuntime, Redacted } from "effect"
import type { Exit, Scope } from "effect"
import { Digest, SecureRandom, WebCrypto } from "effect/crypto"
import { FetchHttpClient } from "effect/http"
import { TestClock } from "effect/testing"
import { createHash } from "node:crypto"
import {
  AuthorizationServer,
  ClientCredential,
  defineApplicationCredentials,
  layerInstance,
  localImplementation
} from "../../src/index.ts"
import type { AccountLock, InstanceServices, ModuleServices, Storage } from "../../src/index.ts"
import { listeningLogger } from "../canaries/effects.ts"
import { layerPausedStorage } from "./pausedStorage.ts"
import type { Pause } from "./pausedStorage.ts"
import { makeWitness } from "./Witness.ts"
import type { Witness } from "./Witness.ts"

/** The clients that are registered at the provider. */
export const clientIds = ["one", "two", "three"] as const

export type ClientId = (typeof clientIds)[number]

/** The credential of a client. */
export const credentialOf = (clientId: ClientId) =>
  new ClientCredential({ clientId, clientSecret: Redacted.make(`secret of ${clientId}`) })

/** Storage as it outlives processes: a layer that each of them is built over. */
export type DurableStorage = Layer.Layer<AccountLock | Storage>

/** What an instance's process can do, and be asked to do. */
export interface Harness {
  readonly provider: MockProvider
  readonly witness: Witness
  /** Runs an effect in one of the processes, the first unless given. */
  readonly run: <A, E>(
    effect: Effect.Effect<A, E, InstanceServices | ModuleServices>,
    process?: number
  ) => Promise<Exit.Exit<A, E>>
  readonly restart: (process?: number) => Promise<void>
  readonly advance: (seconds: number) => Promise<void>
  /** The user follows the URL, and agrees or not: the redirect's query. */
  readonly visit: (url: string, decision: "approve" | "deny") => Promise<URLSearchParams>
  /** The user tells the provider that the instance is no longer welcome. */
  readonly revoke: (clientId: string, token: Redacted.Redacted) => Promise<void>
  /** Waits until nothing happens any more but what waits for a pause or the clock. */
  readonly settle: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Makes a harness whose provider and storage pause as told. */
export const makeHarness = Effect.fnUntraced(function* (options: {
  readonly storage: DurableStorage
  readonly pause: Pause
  readonly processes?: number
}): Effect.fn.Return<Harness, never, Scope.Scope> {
  const clock = yield* Layer.build(TestClock.layer())
  const { currentTimeMillisUnsafe: now } = Context.get(clock, Clock.Clock)
  const witness = makeWitness()
  const provider = makeProvider(now)
  const { crypto, isBusy } = makeCountedCrypto()
  const layer = layerProcess(options, { clock: Layer.succeedContext(clock), crypto, provider, witness })
  const start = () => ManagedRuntime.make(layer)
  const processes = Array.from({ length: options.processes ?? 1 }, start)

  const run: Harness["run"] = (effect, process = 0) => {
    const runtime = processes[process]
    return runtime === undefined
      ? Promise.reject(new Error(`There is no process ${process}.`))
      : runtime.runPromiseExit(effect)
  }

  const restart: Harness["restart"] = async (process = 0) => {
    const before = processes[process]
    processes[process] = start()
    await before?.dispose()
  }

  return {
    provider,
    witness,
    run,
    restart,
    advance: (seconds) =>
      Effect.runPromise(Effect.provide(TestClock.adjust(`${seconds} seconds`), Layer.succeedContext(clock))),
    visit: async (url, decision) => {
      provider.setConsent(decision)
      const response = await fetch(provider)(url, { redirect: "manual" })
      return new URL(response.headers.get("location") ?? "").searchParams
    },
    revoke: async (clientId, token) => {
      const body = new URLSearchParams({
        token: Redacted.value(token),
        client_id: clientId,
        client_secret: `secret of ${clientId}`
      })
      await fetch(provider)(provider.endpoints.revoke ?? "", { method: "POST", body })
    },
    settle: async () => {
      for (let quiet = 0; quiet < 5; quiet = isBusy() ? 0 : quiet + 1)
        await new Promise<void>((resolve) => setImmediate(resolve))
    },
    close: async () => {
      await Promise.all(processes.map((runtime) => runtime.dispose()))
    }
  }
})

const makeProvider = (now: () => number) => {
  const { next } = makeRandom("provider")
  return MockProvider.make({
    issuer: "https://provider.test",
    clients: clientIds.map((clientId) => ({
      clientId,
      clientSecret: `secret of ${clientId}`,
      authentication: "client_secret_post",
      redirectUris: ["https://home.test/auth/external/callback"],
      grantTypes: ["authorization_code", "refresh_token", deviceCodeGrant]
    })),
    lifetimes: { code: 1_000_000, accessToken: 3_600, deviceCode: 300 },
    rotation: "rotate",
    clock: { ...systemClock, now },
    randomBytes: next
  })
}

const layerProcess = (
  options: { readonly storage: DurableStorage; readonly pause: Pause },
  harness: {
    readonly clock: Layer.Layer<TestClock.TestClock>
    readonly crypto: Crypto
    readonly provider: MockProvider
    readonly witness: Witness
  }
) => {
  const { endpoints, issuer } = harness.provider
  const server = new AuthorizationServer({
    authorizeUrl: endpoints.authorize,
    tokenUrl: endpoints.token,
    issuer,
    ...(endpoints.deviceAuthorization === undefined
      ? {}
      : { deviceAuthorizationUrl: endpoints.deviceAuthorization })
  })
  const module = defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(localImplementation({ domain, credential, server, pkce: true }))
  })
  const storage = layerPausedStorage(harness.witness, options.pause).pipe(Layer.provideMerge(options.storage))
  return Layer.fresh(
    layerInstance(
      { integrations: [{ domain: "acme", module }], host: { externalUrl: "https://home.test" } },
      storage
    )
  ).pipe(
    Layer.provideMerge(layerServices(harness.provider, harness.witness, options.pause)),
    Layer.provideMerge(
      Layer.mergeAll(harness.clock, WebCrypto.layer(harness.crypto), Logger.layer([listeningLogger]))
    )
  )
}

const layerServices = (
  provider: MockProvider,
  witness: Witness,
  pause: Pause
): Layer.Layer<ModuleServices> => {
  const send: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    const form = new URLSearchParams(await request.clone().text())
    const what = form.get("grant_type") ?? "revocation"
    await pause(`send ${what}`)
    request.signal.throwIfAborted()
    const over = witness.sent(form)
    request.signal.addEventListener("abort", () => over("given up"))
    const response = await fetch(provider)(request)
    const answer: unknown = await response
      .clone()
      .json()
      .catch(() => undefined)
    witness.judged(form, answer)
    await pause(`answer ${what}`)
    over("answered")
    return response
  }
  return Layer.mergeAll(
    FetchHttpClient.layer.pipe(Layer.provide(Layer.succeed(FetchHttpClient.Fetch, send))),
    Layer.succeed(SecureRandom.SecureRandom, SecureRandom.make(makeRandom("instance").next)),
    Digest.layerWebCrypto
  )
}

/** The platform's crypto, which tells whether it is at work. */
const makeCountedCrypto = () => {
  let running = 0
  const counted = async (answer: Promise<unknown>) => {
    running += 1
    const result = await answer
    running -= 1
    return result
  }
  const subtle = through(globalThis.crypto.subtle, (answer) =>
    answer instanceof Promise ? counted(answer) : answer
  )
  const platform = through(globalThis.crypto, (answer) => answer)
  const crypto = new Proxy(platform, {
    get: (target, name) => (name === "subtle" ? subtle : Reflect.get(target, name))
  })
  return { crypto, isBusy: () => running > 0 }
}

/** An object whose methods answer what `see` makes of the answer. */
const through = <A extends object>(object: A, see: (answer: unknown) => unknown): A =>
  new Proxy(object, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name)
      return typeof member === "function"
        ? (...args: ReadonlyArray<unknown>) => see(Reflect.apply(member, target, args))
        : member
    }
  })

/** Bytes that are the same in each run, and never twice within one. */
const makeRandom = (seed: string) => {
  let count = 0
  const block = () =>
    createHash("sha256")
      .update(`${seed} ${(count += 1)}`)
      .digest()
  return {
    next: (size: number): Uint8Array => {
      const blocks = Array.from({ length: Math.ceil(size / 32) }, block)
      return new Uint8Array(Buffer.concat(blocks).subarray(0, size))
    }
  }
}
