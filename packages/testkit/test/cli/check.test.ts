import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Schema } from "effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import { families } from "../../src/catalog/Requirement.ts"
import { Report } from "../../src/reporters/Report.ts"
import { command, examples, readLate } from "./command.ts"
import { inProcess } from "./inProcess.ts"

const sound = join(examples, "sound/typescript/calendar")
const faulty = join(examples, "faulty/typescript/unfinished")
const decodeReport = Schema.decodeUnknownSync(Report)
const reportOf = (stdout: string) => decodeReport(JSON.parse(stdout))

/** A report without its durations, the only part that may differ between two runs. */
const timeless = (stdout: string) => stdout.replace(/"durationMillis": [\d.]+/g, `"durationMillis": 0`)

let scratch: string
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "check-"))
})
afterAll(() => rm(scratch, { recursive: true }))

const folder = async (name: string, files: Record<string, string>) => {
  const path = join(scratch, name)
  await mkdir(path, { recursive: true })
  for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content)
  return path
}

/** Checks in this process, its modules in no jail: where neither is what a test is about. */
const check = (...args: ReadonlyArray<string>) => inProcess(["check", "--isolation", "none", ...args])

describe("check", () => {
  it("ends with 0 where the module conforms, with no progress in a pipe", async () => {
    const { code, stderr, stdout } = await command(["check", sound, "--runs", "5"])
    assert.strictEqual(code, 0)
    assert.strictEqual(stderr, "")
    assert.match(stdout, /1 module keeps every MUST/)
    assert.notMatch(stdout, /\u001b/)
  })

  it("ends with 1 where it does not, and says what, with what, how to fix it and how to see it again", async () => {
    const { code, stdout } = await command(["check", faulty, "--runs", "5"])
    assert.strictEqual(code, 1)
    assert.match(stdout, /✗ SRV-5 MUST/)
    assert.match(stdout, /Fix: /)
    assert.match(stdout, /application-credentials check \S+ --requirement SRV-5 --seed 1 --path \S+/)
  })

  it("checks every integration of a tree, one report row each", async () => {
    const { stdout } = await check(join(examples, "sound"), "--runs", "2", "--reporter", "json")
    const { subjects } = reportOf(stdout)
    assert.isAbove(subjects.length, 6)
    for (const { verdicts } of subjects) assert.strictEqual(verdicts.length, catalog.length)
    assert.sameMembers([...new Set(subjects.map(({ language }) => language))], ["typescript", "python"])
  })

  it("gives the same report for the same seed, byte for byte apart from durations", async () => {
    const modules = ["python/lost_pkce", "typescript/unfinished"].map((name) =>
      join(examples, "faulty", name)
    )
    const args = [...modules, "--seed", "7", "--runs", "8", "--reporter", "json"]
    const [first, second] = [await check(...args), await check(...args)]
    assert.strictEqual(timeless(first.stdout), timeless(second.stdout))
    assert.strictEqual(reportOf(first.stdout).seed, 7)
  })

  it("replays exactly the counterexample that a report gives", async () => {
    const { stdout } = await check(faulty, "--runs", "20", "--reporter", "json")
    const failures = reportOf(stdout).subjects.flatMap(({ verdicts }) =>
      verdicts.flatMap((verdict) => (verdict.verdict === "fail" && verdict.counterexample ? [verdict] : []))
    )
    assert.isNotEmpty(failures)
    for (const { counterexample, id } of failures) {
      const [, command, ...args] = counterexample?.replay.split(" ") ?? []
      assert.strictEqual(command, "check")
      const again = await check(...args, "--reporter", "json")
      const [verdict] = reportOf(again.stdout).subjects[0]?.verdicts ?? []
      assert.strictEqual(verdict?.id, id)
      assert.deepStrictEqual(
        verdict?.verdict === "fail" ? verdict.counterexample?.input : undefined,
        counterexample?.input
      )
    }
  })

  it("prints all of a failing report to a program that begins to read late", async () => {
    const args = ["check", faulty, "--requirement", "SRV-5", "--runs", "2", "--reporter", "json"]
    const [{ stdout }, read] = await Promise.all([command(args), readLate(65_000, args)])
    // The digits of durations may be more or fewer.
    assert.approximately(read, 65_000 + Buffer.byteLength(stdout), 50)
  })

  it("writes the report to a file on request", async () => {
    const file = join(scratch, "report.json")
    const { stdout } = await check(sound, "--runs", "2", "--reporter", "json", "--output", file)
    assert.strictEqual(stdout, "")
    assert.strictEqual(reportOf(await readFile(file, "utf8")).subjects.length, 1)
  })

  it("writes as many reports as are asked for, and shows people one all the same", async () => {
    const [junit, json] = [join(scratch, "junit.xml"), join(scratch, "a=b.json")]
    const reporters = ["--reporter", `junit=${junit}`, "--reporter", `json=${json}`]
    const { code, stdout } = await check(sound, "--runs", "2", "--requirement", "PKG", ...reporters)
    assert.strictEqual(code, 0)
    assert.match(stdout, /1 module keeps every MUST/)
    assert.match(await readFile(junit, "utf8"), /<testsuites /)
    assert.strictEqual(reportOf(await readFile(json, "utf8")).subjects.length, 1)
  })

  it("fails for what --fail-on says", async () => {
    const lenient = await check(faulty, "--runs", "2", "--fail-on", "never")
    assert.strictEqual(lenient.code, 0)
  })

  it("checks only the requirements named, in any case, or a family", async () => {
    const args = [sound, "--runs", "2", "--reporter", "json"]
    const one = await check(...args, "--requirement", "aut-2", "--requirement", "MOD-1")
    assert.deepStrictEqual(
      reportOf(one.stdout).subjects[0]?.verdicts.map(({ id }) => id),
      ["MOD-1", "AUT-2"]
    )
    const family = await check(...args, "--requirement", "PKG")
    assert.isAbove(reportOf(family.stdout).subjects[0]?.verdicts.length ?? 0, 3)
  })
})

describe("check of what cannot be checked", () => {
  it.each([
    ["no such path", ["no/such/path"], /no\/such\/path/],
    ["a folder without a module", [tmpdir()], /application_credentials/],
    ["an unknown requirement", [sound, "--requirement", "XYZ-1"], /XYZ-1/],
    ["a path without its requirement", [sound, "--path", "0"], /--requirement/],
    ["a path that is none", [sound, "--requirement", "AUT-2", "--path", "x"], /--path/],
    ["no runs", [sound, "--runs", "0"], /--runs|runs/],
    ["an unknown reporter", [sound, "--reporter", "yaml"], /yaml.*junit/],
    ["two reports to show", [sound, "--reporter", "json", "--reporter", "junit"], /junit=FILE/],
    [
      "two reports in one file",
      [sound, "--reporter", "json=x", "--reporter", "junit=x"],
      /Two reports go to x/
    ],
    ["a report in no file", [sound, "--reporter", "json="], /json=FILE/],
    ["an unknown flag", [sound, "--colour"], /--colour/]
  ])("ends with 2 for %s, and says which", async (_name, args, message) => {
    const target = args[0] === tmpdir() ? await folder("empty", {}) : (args[0] ?? "")
    const { code, stderr, stdout } = await inProcess(["check", target, ...args.slice(1)])
    assert.strictEqual(code, 2, stdout + stderr)
    assert.match(stdout + stderr, message)
    assert.notMatch(stdout + stderr, /\n\s+at /)
  })

  it("ends with 2 for broken JSON, names file and line, and still has a row with a failing MOD verdict", async () => {
    const path = await folder("broken", {
      "application_credentials.ts": "export default {}\n",
      "manifest.json": '{\n  "domain": "broken",\n}\n'
    })
    const { code, stderr, stdout } = await inProcess(["check", path, "--reporter", "json"])
    assert.strictEqual(code, 2)
    assert.match(stderr, /manifest\.json:3/)
    const [subject] = reportOf(stdout).subjects
    assert.match(subject?.problem ?? "", /manifest\.json:3/)
    assert.deepInclude(subject?.verdicts[0], { id: "MOD-1", verdict: "fail" })
  })

  it.each([
    ["does not parse", "export default {"],
    ["throws", 'throw new Error("no")\n'],
    ["imports what is not there", 'import "no-such-package"\n'],
    ["never ends", "while (true) {}\n"],
    ["ends its process", "process.exit(3)\n"]
  ])("gives a failing MOD verdict for a module that %s", async (_name, source) => {
    const path = await folder(`module-${source.length}`, { "application_credentials.ts": source })
    const { code, stdout } = await inProcess(["check", path, "--reporter", "json"])
    assert.strictEqual(code, 1)
    assert.isTrue(
      reportOf(stdout).subjects[0]?.verdicts.some(
        ({ id, verdict }) => id.startsWith("MOD-") && verdict === "fail"
      )
    )
    assert.notMatch(stdout, /internal error/)
  })
})

describe("list and explain", () => {
  it("list names every requirement", async () => {
    const { stdout } = await inProcess(["list"])
    for (const { id } of catalog) assert.include(stdout, id)
  })

  it("list --json gives the whole catalogue to a program", async () => {
    const { code, stdout } = await inProcess(["list", "--json"])
    assert.strictEqual(code, 0)
    assert.deepStrictEqual(JSON.parse(stdout), { families, requirements: catalog })
  })

  it("explain says why a requirement is and how to keep it", async () => {
    const { code, stdout } = await inProcess(["explain", "aut-2"])
    assert.strictEqual(code, 0)
    assert.match(stdout, /AUT-2 MUST/)
    assert.match(stdout, /Why/)
    assert.match(stdout, /rfc6749/)
  })

  it("explain shows a faulty module and its fix, in each language", async () => {
    const { stdout } = await inProcess(["explain", "aut-2"])
    assert.match(stdout, /Example in Python: a module that has a client id of its own/)
    assert.match(stdout, /# application_credentials\.py/)
    assert.match(stdout, /\n    -\s+"acme-home-assistant",\n/)
    assert.match(stdout, /\n    \+\s+credential\.client_id,\n/)
    assert.match(stdout, /Example in TypeScript/)
  })

  it("no command has a wizard", async () => {
    assert.notInclude((await inProcess(["--help"])).stdout, "wizard")
    assert.strictEqual((await inProcess(["list", "--wizard"])).code, 2)
  })

  it("explain of an unknown requirement ends with 2", async () => {
    assert.strictEqual((await command(["explain", "XYZ"])).code, 2)
  })
})
