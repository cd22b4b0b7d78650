import {
  AuthorizationServer,
  defineApplicationCredentials,
  localImplementation,
  type Token
} from "@application-credentials/sdk"
import { it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import { checkModule } from "../../src/runner/checkModule.ts"
import type { Integration } from "../../src/subject/Integration.ts"
import { Subject } from "../../src/subject/Subject.ts"

const integration: Integration = {
  path: "acme",
  directory: "/acme",
  modulePath: "/acme/application_credentials.ts",
  moduleFile: "application_credentials.ts",
  language: "typescript",
  folder: "acme",
  domain: "acme",
  kind: "custom",
  manifest: null,
  strings: null,
  translations: {},
  source: "",
  siblings: {}
}

/** A module that remembers what it was asked: what it does depends on the order of scripts. */
const makeForgetful = () => {
  let asked = 0
  let remembered: Token | undefined
  return defineApplicationCredentials({
    getAuthImplementation: (_host, domain, credential) => {
      asked++
      const authorizeUrl = `${asked % 9 === 0 ? "http" : "https"}://acme.io/authorize/${asked % 7}`
      const server = new AuthorizationServer({ authorizeUrl, tokenUrl: "https://acme.io/token" })
      const sound = localImplementation({ domain, credential, server, pkce: asked % 4 !== 0 })
      return Effect.succeed({
        ...sound,
        refresh: (token) => {
          const refreshed = sound.refresh(asked % 5 === 0 ? (remembered ?? token) : token)
          remembered = token
          return refreshed
        }
      })
    }
  })
}

/** The verdicts on the subject, whose source is the integration's. */
const verdictsOn = Effect.fnUntraced(function* (integration: Integration) {
  const verdicts: Array<Omit<Verdict, "durationMillis">> = []
  yield* checkModule({
    integration,
    plan: { seed: 1, runs: 5, requirements: [] },
    listener: {
      started: () => Effect.void,
      reached: ({ durationMillis: _, ...verdict }) => Effect.sync(() => void verdicts.push(verdict))
    }
  })
  return verdicts
})

/** The verdicts on such a module, whose worker takes so many turns of the event loop for each message. */
const check = Effect.fnUntraced(function* (latencies: ReadonlyArray<number>) {
  const module = yield* InlineSubject.make(makeForgetful())
  let messages = 0
  const late = <A, E>(reply: Effect.Effect<A, E>) =>
    Effect.gen(function* () {
      const latency = latencies[messages++ % latencies.length] ?? 0
      const value = yield* reply
      for (let turn = 0; turn < latency; turn++) yield* Effect.yieldNow
      return value
    })
  return yield* verdictsOn(integration).pipe(
    Effect.provideService(Subject, {
      ...module,
      perform: (script) => late(module.perform(script)),
      performAll: (scripts) => late(module.performAll(scripts))
    })
  )
})

describe("checking a module", () => {
  it("never gives another report because the worker takes longer, whatever the module remembers", async () => {
    const atOnce = await Effect.runPromise(check([0]))
    expect(atOnce.filter(({ verdict }) => verdict === "fail").length).toBeGreaterThan(3)
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 5 }), { minLength: 1, maxLength: 20 }), async (latencies) => {
        expect(await Effect.runPromise(check(latencies))).toEqual(atOnce)
      }),
      { numRuns: 3 }
    )
  })

  it("never repeats a secret that is written into the module, whatever that complains about", async () => {
    const acmeSecret = "8f3kQz71LmWc0aTr5VbNx2Yd"
    const server = new AuthorizationServer({
      authorizeUrl: "https://acme.io/authorize",
      tokenUrl: "https://acme.io/token"
    })
    const talkative = defineApplicationCredentials({
      getAuthImplementation: (_host, domain, credential) =>
        Effect.succeed({
          ...localImplementation({ domain, credential, server }),
          refresh: () => Effect.die(new Error(`not with ${acmeSecret}`))
        })
    })
    const source = `const acmeSecret = "${acmeSecret}"`
    const verdicts = await verdictsOn({ ...integration, source }).pipe(
      Effect.provideServiceEffect(Subject, InlineSubject.make(talkative)),
      Effect.runPromise
    )
    expect(JSON.stringify(verdicts)).toContain("not with <redacted>")
    expect(JSON.stringify(verdicts)).not.toContain(acmeSecret)
  })
})
