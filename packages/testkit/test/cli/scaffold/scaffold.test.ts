/** Whatever `init` is answered, what it writes passes the whole check. */
import { findProfile, profiles } from "@application-credentials/mock-provider/profiles"
import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import fc from "fast-check"
import type { Answers } from "../../../src/cli/scaffold/Answers.ts"
import {
  domainProblem,
  knownProvider,
  scopeProblem,
  titleProblem,
  unknownProvider
} from "../../../src/cli/scaffold/Answers.ts"
import { scaffold } from "../../../src/cli/scaffold/files.ts"
import type { Language } from "../../../src/subject/Integration.ts"
import { checkFiles } from "../../conformance/checkFiles.ts"

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/)
const provider = fc.oneof(
  fc.constantFrom(...profiles).map(knownProvider),
  fc
    .record({
      host: word,
      pkce: fc.boolean(),
      clientAuthentication: fc.constantFrom("client_secret_post", "client_secret_basic")
    })
    .map(({ host, ...settings }) => ({
      ...unknownProvider(`https://${host}.acme-cloud.com/authorize`, `https://${host}.acme-cloud.com/token`),
      ...settings
    }))
)

const answers = (language: Language): fc.Arbitrary<Answers> =>
  fc.record({
    domain: fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join("_")),
    title: fc.stringMatching(/^[A-Z][A-Za-z0-9 .&+-]{0,20}[a-z]$/),
    language: fc.constant(language),
    owner: word,
    provider,
    scopes: fc.uniqueArray(fc.stringMatching(/^[a-z.:/_-]{3,20}$/), { maxLength: 3 }),
    consoleUrl: fc.constant("https://developer.acme-cloud.com/clients")
  })

/** The folder as the check reads it. */
const folderOf = (given: Answers) => {
  const prefix = `custom_components/${given.domain}/`
  return Object.fromEntries(
    Object.entries(scaffold(given).integration).flatMap(([path, content]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), content]] : []
    )
  )
}

/** REF-11 links at a strict provider, which takes no request that is made for one with other formats or names. */
const isBeyondStrict = ({ provider }: Answers): boolean =>
  provider.bodyFormat === "json" || provider.parameterNames !== undefined

const complaints = (given: Answers, runs: number) =>
  Effect.gen(function* () {
    const verdicts = yield* checkFiles({ name: given.domain, files: folderOf(given) }, { runs })
    return [...verdicts.values()].flatMap((verdict) => {
      const isOpen = verdict.verdict === "inconclusive" && !(verdict.id === "REF-11" && isBeyondStrict(given))
      return verdict.verdict === "fail" || isOpen ? [`${verdict.id}: ${verdict.message}`] : []
    })
  })

const passes = (language: Language, numRuns: number) => async () => {
  await fc.assert(
    fc.asyncProperty(answers(language), async (given) => {
      assert.deepStrictEqual(await Effect.runPromise(complaints(given, 5)), [])
    }),
    { numRuns, seed: 7, endOnFailure: true }
  )
}

describe("what init writes", () => {
  it.each(["notion", "tiktok", "trakt"])("passes for %s, whose requests are its own", async (name) => {
    const profile = findProfile(name)
    assert.isDefined(profile)
    const [given] = fc.sample(answers("typescript"), { numRuns: 1, seed: 7 })
    assert.isDefined(given)
    assert.deepStrictEqual(
      await Effect.runPromise(complaints({ ...given, provider: knownProvider(profile) }, 3)),
      []
    )
  })

  it("passes the whole check, in TypeScript", passes("typescript", 8))
  it("passes the whole check, in Python", passes("python", 4))

  it("has names and texts that were judged before", () => {
    for (const bad of [
      "",
      "Acme",
      "acme-cloud",
      "acme__cloud",
      "_acme",
      "acme_",
      "1acme",
      "../acme",
      "a".repeat(51)
    ])
      assert.isNotNull(domainProblem(bad), bad)
    for (const bad of ['"', "a\nb", "{x}", '"""', "*/", "`", "", " a"])
      assert.isNotNull(titleProblem(bad), bad)
    for (const bad of ["a b", 'a"', "a\\", ""]) assert.isNotNull(scopeProblem(bad), bad)
    assert.isNull(domainProblem("acme_cloud2"))
    assert.isNull(titleProblem("Acme Cloud 2.0"))
    assert.isNull(scopeProblem("https://www.googleapis.com/auth/youtube.readonly"))
  })
})
