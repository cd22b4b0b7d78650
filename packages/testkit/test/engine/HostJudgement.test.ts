/** The host's own implementation, judged once for all modules that are nothing else. */
import { join } from "node:path"
import { it } from "@effect/vitest"
import { Context, Effect, Layer, type Scope } from "effect"
import { describe, expect } from "vitest"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import { hostLayer, subjectLayer } from "../../src/adapters/subjectLayer.ts"
import { checks } from "../../src/checks/checks.ts"
import { ordinaryScenario } from "../../src/arbitraries/scenario.ts"
import { type Check, property, runCheck } from "../../src/engine/Check.ts"
import { Violated } from "../../src/engine/Finding.ts"
import { type Harness, type HostForAll, makeHarness } from "../../src/engine/Harness.ts"
import { hostJudgedBefore, hostOn } from "../../src/engine/HostJudgement.ts"
import { makeSharedHost } from "../../src/engine/SharedHost.ts"
import { findProvider, nobodys } from "../../src/engine/findProvider.ts"
import { samplesOf } from "../../src/engine/samples.ts"
import { judgeBeforehand } from "../../src/runner/judgeBeforehand.ts"
import { newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"
import { Subject } from "../../src/subject/Subject.ts"
import { platform, writeTree } from "../adapters/folders.ts"
import type { Sound } from "../mutants/Mutant.ts"
import { serverPython, serverTypeScript, twitchServerTypeScript } from "../mutants/sound.ts"

const inputs = { seed: 7, runs: 6 }
const judging = checks.filter(({ judgeHost }) => judgeHost !== undefined)

const subjectOf = (layer: Layer.Layer<Subject>): Effect.Effect<Subject["Service"], never, Scope.Scope> =>
  Effect.map(Layer.build(layer), (services) => Context.get(services, Subject))

/** A module on a subject of its own, the host on another, and what the module shows with either. */
const open = Effect.fnUntraced(function* (
  { files, language, name }: Sound,
  change: (subject: Subject["Service"]) => Subject["Service"] = (subject) => subject
) {
  const root = yield* writeTree(
    Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]))
  )
  const integration = yield* readIntegration(join(root, name))
  const subject = yield* subjectOf(subjectLayer(integration, "none"))
  const loaded = yield* subject.load
  const run = makeSharedHost(yield* subjectOf(hostLayer(language, "none")))
  const counted = { steps: 0 }
  const counting: Subject["Service"] = {
    ...change(subject),
    performAll: (scripts) => {
      for (const { steps } of scripts) counted.steps += steps.length
      return change(subject).performAll(scripts)
    }
  }
  const harness = (host?: HostForAll | null): Harness =>
    makeHarness({ subject: counting, loaded, integration, inputs, host: host ?? undefined })
  return { counted, harness, run }
})

const resultsOf = (harness: Harness, which: ReadonlyArray<Check> = judging) =>
  Effect.forEach(which, (check) => runCheck(check, harness, inputs))

/** Asks whose the authorization URL is, and of none of the inputs that are compared. */
const late = property("AUT-13", ordinaryScenario, (scenario, { observe }) =>
  Effect.gen(function* () {
    const { href } = yield* (yield* observe(scenario)).authorizationUrl
    const isLast = samplesOf(ordinaryScenario, inputs).at(-1)?.entropy === scenario.entropy
    if (isLast && findProvider(href) !== undefined)
      return yield* new Violated({ message: "known", own: true })
  })
)

describe("the host's judgement", () => {
  it.live.each([serverTypeScript, twitchServerTypeScript, serverPython])(
    "is that of a module which is nothing else, in the same run and beforehand: $language, $name",
    (module) =>
      Effect.gen(function* () {
        const { counted, harness, run } = yield* open(module)
        const byItself = yield* resultsOf(harness())
        const stepsByItself = counted.steps
        counted.steps = 0
        const withHost = harness(hostOn(run, newestHomeAssistant))
        expect(yield* resultsOf(withHost)).toEqual(byItself)
        expect(yield* resultsOf(withHost, [late])).toEqual(yield* resultsOf(harness(), [late]))
        const before = yield* judgeBeforehand(run, newestHomeAssistant, inputs)
        expect(
          checks.filter(({ id }) => before.judgements[id]?.restsOnProvider === true).map(({ id }) => id)
        ).toEqual(expect.arrayContaining(["AUT-2", "AUT-9", "AUT-13", "TOK-4", "TOK-16"]))
        expect(before.judgements["AUT-3"]).toMatchObject({
          restsOnProvider: false,
          result: { verdict: "pass" }
        })
        const written = JSON.stringify(before)
        expect(yield* resultsOf(harness(hostJudgedBefore(JSON.parse(written), inputs)))).toEqual(byItself)
        // Twice, and it is still less than once by itself.
        expect(counted.steps).toBeLessThan(stepsByItself)
      }).pipe(Effect.scoped, Effect.provide(platform))
  )

  it.live("is not that of a module with which any linking shows something else", () =>
    Effect.gen(function* () {
      // Another token URL in one refresh, as where a module changes what the host's code runs with.
      const { harness, run } = yield* open(serverTypeScript, (subject) => ({
        ...subject,
        performAll: (scripts) =>
          Effect.map(subject.performAll(scripts), (performances) =>
            performances.map((performance, index) =>
              scripts[index]?.steps.length === 4
                ? { ...performance, requests: performance.requests.slice(0, 1) }
                : performance
            )
          )
      }))
      const changed = harness(hostOn(run, newestHomeAssistant))
      expect(yield* changed.hostsServer).toBeNull()
      expect(yield* resultsOf(changed)).toEqual(yield* resultsOf(harness()))
    }).pipe(Effect.scoped, Effect.provide(platform))
  )

  it.effect("is none of other inputs, and does for fewer of the same", () =>
    Effect.sync(() => {
      const before = { inputs, judgements: {}, performances: {} }
      expect(hostJudgedBefore(before, { ...inputs, runs: 1 })).not.toBeNull()
      expect(hostJudgedBefore(before, { ...inputs, seed: 8 })).toBeNull()
      expect(hostJudgedBefore(before, { ...inputs, runs: 13 })).toBeNull()
    })
  )

  it.effect("asks nobody whose endpoints are nobody's", () =>
    Effect.sync(() => {
      expect(() => findProvider(nobodys.tokenUrl)).toThrow("nobody's")
      expect(findProvider("https://id.twitch.tv/oauth2/token")?.title).toBe("Twitch")
    })
  )
})
