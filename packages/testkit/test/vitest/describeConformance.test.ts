/** What a person sees of a module's conformance in vitest: the fixtures are run by a vitest of their own. */
import { execFile } from "node:child_process"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { Schema } from "effect"
import { assert, beforeAll, describe, it } from "vitest"

const config = fileURLToPath(new URL("./fixtures/vitest.config.ts", import.meta.url))
const vitest = fileURLToPath(new URL("./vitest.mjs", import.meta.resolve("vitest/package.json")))

const Test = Schema.Struct({
  ancestorTitles: Schema.Array(Schema.String),
  title: Schema.String,
  status: Schema.String,
  failureMessages: Schema.NullOr(Schema.Array(Schema.String))
})
const Results = Schema.Struct({
  testResults: Schema.Array(Schema.Struct({ message: Schema.String, assertionResults: Schema.Array(Test) }))
})
const decodeResults = Schema.decodeUnknownSync(Schema.fromJsonString(Results))

let console = ""
let tests: ReadonlyArray<typeof Test.Type> = []

beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), "conformance-"))
  const file = join(folder, "results.json")
  const reporters = ["--reporter", "default", "--reporter", "json", "--outputFile.json", file]
  const args = [vitest, "run", "--config", config, "--no-color", ...reporters]
  console = await new Promise<string>((resolve) => {
    execFile(process.execPath, args, (_, stdout, stderr) => resolve(stdout + stderr))
  })
  tests = decodeResults(await readFile(file, "utf8")).testResults.flatMap(
    ({ assertionResults }) => assertionResults
  )
  await rm(folder, { recursive: true })
}, 120_000)

/** The test of a requirement in a group of the fixtures. */
const found = (group: string, id: string) => {
  const test = tests.find(
    ({ ancestorTitles, title }) => ancestorTitles[0] === `of ${group}` && `${title} `.startsWith(`${id} `)
  )
  if (test === undefined) throw new Error(`There is no test of ${id} in ${group}`)
  return test
}

describe("describeConformance", () => {
  it("has a test for each requirement, which passes where it is kept", () => {
    const { ancestorTitles, status, title } = found("faulty", "MOD-1")
    assert.deepStrictEqual(ancestorTitles, ["of faulty", "application credentials of unfinished"])
    assert.match(title, /^MOD-1 MUST: The module loads/)
    assert.strictEqual(status, "passed")
  })

  it("fails where it is broken, and says with what, how to see it again and how to fix it", () => {
    const { failureMessages, status } = found("faulty", "SRV-5")
    assert.strictEqual(status, "failed")
    const [message = ""] = failureMessages ?? []
    assert.match(message, /^ConformanceFailure: SRV-5: the /)
    assert.match(message, /\nWith: \{/)
    assert.match(
      message,
      /\nAgain: application-credentials check \S+ --requirement SRV-5 --seed 1 --path \S+\n/
    )
    assert.match(message, /\nFix: Put the provider's real endpoints in\./)
    assert.notMatch(message, /\n\s+at .*testkit/)
  })

  it("skips what does not apply, and what could not be decided unless told otherwise", () => {
    assert.strictEqual(found("faulty", "AUT-7").status, "skipped")
    assert.strictEqual(found("inconclusive", "SRV-1").status, "skipped")
    assert.strictEqual(found("inconclusive", "PKG-1").status, "skipped")
    assert.strictEqual(found("strict", "SRV-1").status, "failed")
    assert.strictEqual(found("strict", "PKG-1").status, "skipped")
    assert.strictEqual(found("never", "SRV-5").status, "skipped")
  })

  it("skips what is waived, with the reason, and fails for a waiver that nothing needs", () => {
    assert.strictEqual(found("waived", "SRV-5").status, "skipped")
    assert.strictEqual(found("waived", "MOD-1").status, "passed")
    const { failureMessages, status } = found("waived", "Every waiver")
    assert.strictEqual(status, "failed")
    assert.match(failureMessages?.[0] ?? "", /no failure needs the waiver of MOD-1 any more/)
    assert.strictEqual(found("faulty", "Every waiver").status, "passed")
  })

  it("has a matcher that says all that is wrong", () => {
    const matched = ["toConform fails", "toConform passes", "not toConform passes"].map((name) =>
      found("the matcher", name)
    )
    assert.deepStrictEqual(
      matched.map(({ status }) => status),
      ["failed", "passed", "passed"]
    )
    assert.match(
      matched[0]?.failureMessages?.[0] ?? "",
      /SRV-5: the [^]*\nFix: Put the provider's real endpoints in\./
    )
  })

  it("fails MOD-1 alone where a module does not load", () => {
    const { failureMessages, status } = found("unloadable", "MOD-1")
    assert.strictEqual(status, "failed")
    assert.match(
      failureMessages?.[0] ?? "",
      /the module could not be loaded: RangeError: There is no such region/
    )
    assert.strictEqual(found("unloadable", "AUT-2").status, "skipped")
  })

  it("does not repeat a secret that is written into a module, whatever that complains about", () => {
    assert.match(found("unloadable", "MOD-1").failureMessages?.[0] ?? "", /not with <redacted>/)
    assert.notInclude(JSON.stringify(tests) + console, "8f3kQz71LmWc0aTr5VbNx2Yd")
  })

  it("says that there is no such folder, and no more", () => {
    assert.notStrictEqual(found("nowhere", "MOD-1").status, "passed")
    assert.match(console, /CannotBeChecked: There is no file or folder \S+nowhere/)
    assert.notMatch(console, /IntegrationFolder/)
  })
})
