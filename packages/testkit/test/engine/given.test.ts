import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { anyScenario, ordinaryScenario } from "../../src/arbitraries/scenario.ts"
import { plainHookInput } from "../../src/arbitraries/hookInput.ts"
import { moduleStep } from "../../src/engine/HostTwin.ts"
import { inFormOf, makeGiven } from "../../src/engine/given.ts"

const credential = { clientId: "app@key", clientSecret: "S3CR-12" }

describe("what is given for a module", () => {
  it("always has the form of the sample, is long enough, and another for another credential", () => {
    const { intoInput } = makeGiven({ credential })
    const seen = new Map<string, string>()
    fc.assert(
      fc.property(fc.oneof(ordinaryScenario, anyScenario), (scenario) => {
        const given = intoInput(scenario)
        assert.match(given.credential.clientId, /^[a-z0-9]{8}@[a-z0-9]{8}$/)
        assert.match(given.credential.clientSecret, /^[A-Z0-9]{8}-\d{8}$/)
        assert.deepStrictEqual({ ...given, credential: scenario.credential }, scenario)
        assert.strictEqual(intoInput(scenario), given)
        const before = seen.get(given.credential.clientId)
        assert.isTrue(before === undefined || before === scenario.credential.clientId)
        seen.set(given.credential.clientId, scenario.credential.clientId)
      })
    )
  })

  it("is the same in the steps that come of an input, and in those that do not", () => {
    const { intoInput, intoSteps } = makeGiven({ credential, data: { acme: { region: "eu" } } })
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const [given] = intoSteps([moduleStep(intoInput(scenario))])
        const [plain] = intoSteps([moduleStep(scenario)])
        assert.deepStrictEqual(given, plain)
        assert.deepStrictEqual<unknown>(given, {
          ...moduleStep(intoInput(scenario)),
          host: { ...scenario.host, data: { acme: { region: "eu" } } }
        })
      })
    )
  })

  it("is in the credentials of a config flow too", () => {
    const { intoSteps } = makeGiven({ credential, data: { acme: 1 } })
    const { host } = plainHookInput
    const stored = { ...plainHookInput.credential, id: "acme_one", authDomain: null }
    const step = { _tag: "loadFlow", host, credentials: [stored], singleEntry: false } as const
    const [given] = intoSteps([step])
    const [formed] = intoSteps([moduleStep({ ...plainHookInput })])
    assert.deepStrictEqual<unknown>(given, {
      ...step,
      host: { ...host, data: { acme: 1 } },
      credentials: [{ ...stored, ...Object(formed).credential }]
    })
  })

  it("changes nothing where nothing is given", () => {
    const { hasParts, intoInput, intoSteps } = makeGiven()
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        assert.strictEqual(intoInput(scenario), scenario)
        const steps = [moduleStep(scenario)]
        assert.strictEqual(intoSteps(steps), steps)
      })
    )
    assert.isFalse(hasParts)
    assert.isFalse(makeGiven({ credential: { clientId: "some-id.of_it~x" } }).hasParts)
    assert.isTrue(makeGiven({ credential }).hasParts)
  })

  it("keeps what is between letters and digits, and makes parts of a text that is one part", () => {
    assert.match(inFormOf("12", "id-1"), /^\d{8}$/)
    assert.match(inFormOf("a:/b", "id-1"), /^[a-z0-9]{8}:\/[a-z0-9]{8}$/)
    assert.notStrictEqual(inFormOf("12", "id-1"), inFormOf("12", "id-2"))
  })
})
