import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeServices from "@effect/platform-node/NodeServices"
import { Effect } from "effect"
import { afterAll, assert, beforeAll, describe, it } from "vitest"
import { readBaseline, writeBaseline } from "../../src/config/Baseline.ts"
import { configJsonSchema, findConfig, readConfig } from "../../src/config/Config.ts"
import { emptyReport, type Report } from "../../src/reporters/Report.ts"

const run = <A, E>(effect: Effect.Effect<A, E, NodeServices.NodeServices>) =>
  Effect.runPromise(Effect.provide(effect, NodeServices.layer))

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "config-"))
})
afterAll(() => rm(folder, { recursive: true }))

let written = 0
const file = async (content: string, name = `config-${written++}.json`) => {
  await writeFile(join(folder, name), content)
  return join(folder, name)
}
const refusal = async (content: string) => {
  const path = await file(content)
  const { message } = await run(Effect.flip(readConfig(path)))
  return message.replace(path, "FILE")
}

describe("the configuration", () => {
  it("may have comments and commas at ends, and its paths begin at its folder", async () => {
    const path = await file(`{
      // What CI checks.
      "paths": ["custom_components", "/elsewhere"],
      "runs": 20,
      "levels": { "AUT-9": "MUST" },
      "waivers": [
        /* until the provider changes */
        { "requirement": "AUT-2", "reason": "known", "expires": "2027-01-31", "match": { "domain": "acme" }, },
      ],
    }`)
    const config = await run(readConfig(path))
    assert.deepStrictEqual(config, {
      file: path,
      paths: [join(folder, "custom_components"), "/elsewhere"],
      runs: 20,
      levels: new Map([["AUT-9" as const, "MUST" as const]]),
      waivers: [
        {
          _tag: "Waiver",
          requirement: "AUT-2",
          acceptance: { reason: "known", expires: "2027-01-31" },
          until: undefined,
          match: { domain: "acme" },
          place: { file: path, line: 8 }
        }
      ]
    })
  })

  const entry = (more: string) => `{\n  "waivers": [\n    { "requirement": "AUT-2", ${more} }\n  ]\n}`
  it.each([
    [
      "a waiver without a reason",
      entry(`"expires": "2027-01-31"`),
      /^FILE:3: waivers\[0\]\.reason is missing\. Say why/
    ],
    [
      "an empty reason",
      entry(`"reason": " ", "expires": "2027-01-31"`),
      /^FILE:3: waivers\[0\]\.reason expected a text/
    ],
    [
      "a waiver without an end",
      entry(`"reason": "x"`),
      /^FILE:3: waivers\[0\]\.expires is missing\. Say when/
    ],
    [
      "no day",
      entry(`"reason": "x", "expires": "2027-02-30"`),
      /^FILE:3: waivers\[0\]\.expires expected a day/
    ],
    [
      "no requirement",
      `{"waivers": [{ "requirement": "ABC-1", "reason": "x", "expires": "2027-01-31" }]}`,
      /application-credentials list/
    ],
    ["a misspelt member", `{\n  "waiver": []\n}`, /^FILE:2: waiver is not known here, but .*waivers/],
    [
      "a level that is lowered",
      `{\n  "levels": {\n    "AUT-2": "SHOULD"\n  }\n}`,
      /^FILE:3: levels\.AUT-2 expected "MUST".*use a waiver/
    ],
    ["no paths", `{ "paths": [] }`, /^FILE:1: paths expected at least one path/],
    ["too many runs", `{ "runs": 10000000 }`, /^FILE:1: runs /],
    ["what is no JSON", `{\n  "runs": 1,,\n}`, /^FILE:2: no JSON here/],
    ["nothing", "", /^FILE:1: no JSON here/]
  ])("is refused with %s, with file and line", async (_, content, message) => {
    assert.match(await refusal(content), message)
  })

  it("mounts packages of its own folder alone, since it may come with a module that means ill", async () => {
    await mkdir(join(folder, "vendor"), { recursive: true })
    await symlink(tmpdir(), join(folder, "link"))
    const { packages } = await run(readConfig(await file(`{ "packages": ["vendor"] }`)))
    assert.deepStrictEqual(packages, [join(folder, "vendor")])
    for (const path of ["..", tmpdir(), "link"])
      assert.match(await refusal(JSON.stringify({ packages: [path] })), /^FILE:1: packages\[0\] leads out of/)
    assert.match(await refusal(JSON.stringify({ context: "../x.json" })), /^FILE:1: context leads out of/)
  })

  it("is refused where it cannot be read", async () => {
    const { message } = await run(Effect.flip(readConfig(join(folder, "none.json"))))
    assert.match(message, /none\.json cannot be read: NotFound/)
  })

  it("is the nearest to a path, and there is one", async () => {
    const [above, inside] = [join(folder, "tree"), join(folder, "tree/custom_components/acme")]
    await mkdir(inside, { recursive: true })
    assert.isNull(await run(findConfig(inside)))
    await file("{}", "tree/application-credentials.config.json")
    const found = (await run(findConfig(inside))) ?? ""
    assert.isTrue(found.endsWith("tree/application-credentials.config.json"), found)
    await file("{}", "tree/application-credentials.config.jsonc")
    assert.match((await run(Effect.flip(findConfig(above)))).message, /two configurations/)
  })

  it("has a published schema, which is the one that reads it", async () => {
    const published = await readFile(new URL("../../schema/config.schema.json", import.meta.url), "utf8")
    assert.deepStrictEqual(JSON.parse(published), configJsonSchema())
  })
})

describe("a baseline", () => {
  const about = {
    domain: "acme",
    homeAssistant: [],
    problem: null,
    isolation: null,
    packages: null,
    durationMillis: 0
  } as const
  const report = (...ids: ReadonlyArray<string>): Report => ({
    ...emptyReport,
    subjects: [
      {
        ...about,
        path: join(folder, "acme"),
        language: "python",
        verdicts: ids.map((id) => ({
          id,
          level: "MUST",
          message: `${id} is broken`,
          durationMillis: 0,
          verdict: "fail",
          place: null,
          counterexample: null
        }))
      }
    ]
  })

  it("is written in the catalogue's order, with what each failed with, and read again at its lines", async () => {
    const path = join(folder, "baseline.json")
    assert.strictEqual(await run(writeBaseline(path, report("AUT-10", "AUT-2", "MOD-3"), [])), 3)
    const text = await readFile(path, "utf8")
    assert.deepStrictEqual(JSON.parse(text), {
      schemaVersion: 1,
      failures: [
        {
          path: "acme",
          language: "python",
          requirements: {
            "MOD-3": "MOD-3 is broken",
            "AUT-2": "AUT-2 is broken",
            "AUT-10": "AUT-10 is broken"
          }
        }
      ]
    })
    const known = await run(readBaseline(path))
    assert.deepInclude(known[1], {
      requirement: "AUT-2",
      match: { path: join(folder, "acme"), language: "python" },
      place: { file: path, line: text.split("\n").findIndex((line) => line.includes("AUT-2")) + 1 }
    })
    await run(writeBaseline(path, report(), known))
    assert.strictEqual(await readFile(path, "utf8"), text)
  })

  it("cuts what a module says at length", async () => {
    const path = join(folder, "long.json")
    const { subjects, ...rest } = report("AUT-2")
    const long = subjects.map((subject) => ({
      ...subject,
      verdicts: subject.verdicts.map((verdict) => ({ ...verdict, message: "x".repeat(2000) }))
    }))
    await run(writeBaseline(path, { ...rest, subjects: long }, []))
    const [known] = await run(readBaseline(path))
    assert.strictEqual(known?.failedWith, `${"x".repeat(299)}…`)
  })

  it("keeps what a report says nothing of, and drops what is fixed", async () => {
    const path = join(folder, "partial.json")
    await run(writeBaseline(path, report("AUT-2", "TOK-1"), []))
    const known = await run(readBaseline(path))
    const [fixed] = known
    assert.isDefined(fixed)
    const stale = { ...fixed.place, requirement: fixed.requirement, message: "" }
    await run(writeBaseline(path, { ...report(), staleWaivers: [stale] }, known))
    assert.deepStrictEqual(
      (await run(readBaseline(path))).map(({ requirement }) => requirement),
      ["TOK-1"]
    )
  })
})
