/** The host's own implementation, run once for all modules of a run, in each language. */
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { fileURLToPath } from "node:url"
import { NodeServices } from "@effect/platform-node"
import { it } from "@effect/vitest"
import { Context, Effect, Layer, type Scope } from "effect"
import * as fc from "fast-check"
import { describe, expect } from "vitest"
import * as InlineSubject from "../../src/adapters/InlineSubject.ts"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import { hostLayer, subjectLayer } from "../../src/adapters/subjectLayer.ts"
import { scenarioWithFailures } from "../../src/arbitraries/plainFailure.ts"
import { anyScenario, ordinaryScenario, scenarioWithExchangeAnswer } from "../../src/arbitraries/scenario.ts"
import { errorInSuccess, redirection } from "../../src/arbitraries/tokenFailure.ts"
import { makeHarness } from "../../src/engine/Harness.ts"
import { hostOn } from "../../src/engine/HostJudgement.ts"
import { scriptOf } from "../../src/engine/Observation.ts"
import { makeSharedHost, onSharedHost } from "../../src/engine/SharedHost.ts"
import { newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"
import { Subject } from "../../src/subject/Subject.ts"

const server = { authorizeUrl: "https://login.acme.io/oauth2/authorize", tokenUrl: "https://acme.io/token" }
const scenarios = [
  ordinaryScenario,
  anyScenario,
  scenarioWithFailures,
  scenarioWithExchangeAnswer(redirection),
  scenarioWithExchangeAnswer(errorInSuccess)
].flatMap((kind) => fc.sample(kind, { seed: 1, numRuns: 8 }))

const subjectOf = (layer: Layer.Layer<Subject>): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.map(Layer.build(layer), (services) => Context.get(services, Subject))

/** The subject, and how many steps it runs. */
const counting = (subject: Subject["Service"], counted: { steps: number }): Subject["Service"] => ({
  ...subject,
  performAll: (scripts) => {
    for (const { steps } of scripts) counted.steps += steps.length
    return subject.performAll(scripts)
  }
})

describe("the shared host", () => {
  it.live.each(["typescript", "python"] as const)(
    "shows to the letter what the host shows at the module's endpoints, with and without PKCE: %s",
    (language) =>
      Effect.gen(function* () {
        const subject = yield* subjectOf(hostLayer(language, "none"))
        yield* subject.load
        const own = makeSharedHost(subject)
        const shared = onSharedHost(makeSharedHost(subject), () => Effect.die("not asked for"))
        for (const scenario of scenarios) {
          for (const pkce of [true, false]) {
            const script = scriptOf(scenario, "linking", { by: "host", server, pkce })
            expect(yield* shared(script)).toEqual(yield* own(script))
          }
        }
      }).pipe(Effect.scoped)
  )

  it.effect.each([
    { ...server, authorizeUrl: "https://acme.io/authorize?access_type=offline" },
    { ...server, tokenUrl: "http://localhost/token" },
    { ...server, tokenUrl: "https://acme.io:8443/token" },
    { ...server, tokenUrl: "" }
  ])("is not asked where the host does something else with an endpoint: %j", (special) =>
    Effect.gen(function* () {
      const given = { outcomes: [], requests: [] }
      const run = onSharedHost(
        () => Effect.die("not asked for"),
        () => Effect.succeed(given)
      )
      for (const scenario of scenarios.slice(0, 1))
        expect(yield* run(scriptOf(scenario, "linking", { by: "host", server: special, pkce: true }))).toBe(
          given
        )
    })
  )

  it.live.each(["typescript/calendar", "python/tasks"])(
    "links for a module that only names its server, and shows what the module shows: %s",
    (example) =>
      Effect.gen(function* () {
        const folder = new URL(`../../../../examples/integrations/sound/${example}`, import.meta.url)
        const integration = yield* readIntegration(fileURLToPath(folder))
        const subject = yield* subjectOf(subjectLayer(integration, "none"))
        const loaded = yield* subject.load
        const counted = { steps: 0 }
        const run = makeSharedHost(yield* subjectOf(hostLayer(integration.language, "none")))
        const { module } = makeHarness({
          subject: counting(subject, counted),
          loaded,
          integration,
          host: hostOn(run, newestHomeAssistant),
          inputs: { seed: 1, runs: 10 }
        })
        const alone = makeHarness({ subject, loaded, integration }).module
        for (const scenario of scenarios)
          expect(yield* module.observe(scenario)).toEqual(yield* alone.observe(scenario))
        // Ten questions for the server, and twelve linkings to compare, some of which are the same.
        expect(counted.steps).toBeLessThanOrEqual(10 + 12 * 4)
      }).pipe(Effect.scoped, Effect.provide(NodeServices.layer))
  )

  it.live("links for no module that names another server now and then", () =>
    Effect.gen(function* () {
      let asked = 0
      const another = { ...server, tokenUrl: "https://b.io/t" }
      const subject = yield* InlineSubject.make(
        defineApplicationCredentials({
          getAuthorizationServer: () =>
            Effect.sync(() => new AuthorizationServer(++asked % 7 === 0 ? another : server))
        })
      )
      const loaded = yield* subject.load
      const run = () => Effect.die("not asked for")
      const { module } = makeHarness({
        subject,
        loaded,
        integration: null,
        host: hostOn(run, newestHomeAssistant),
        inputs: { seed: 1, runs: 10 }
      })
      for (const scenario of scenarios.slice(0, 3)) yield* module.observe(scenario)
    })
  )

  it.live("links for no module with which a linking shows something else", () =>
    Effect.gen(function* () {
      const counted = { steps: 0 }
      const definition = defineApplicationCredentials({
        getAuthorizationServer: () => Effect.succeed(new AuthorizationServer(server))
      })
      // In this process errors come from other files than in the host's.
      const subject = counting(yield* InlineSubject.make(definition), counted)
      const loaded = yield* subject.load
      const run = makeSharedHost(yield* subjectOf(hostLayer("typescript", "none")))
      const { module } = makeHarness({
        subject,
        loaded,
        integration: null,
        host: hostOn(run, newestHomeAssistant),
        inputs: { seed: 1, runs: 10 }
      })
      const alone = makeHarness({ subject, loaded, integration: null }).module
      for (const scenario of scenarios)
        expect(yield* module.observe(scenario)).toEqual(yield* alone.observe(scenario))
      // Twenty linkings at least, beside those to compare.
      expect(counted.steps).toBeGreaterThan(10 + 12 * 4 + 20 * 4)
    }).pipe(Effect.scoped)
  )
})
