/** What README and the guides show is what happens: output, numbers, commands, code and configurations. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import { catalog } from "@application-credentials/testkit"
import { Effect } from "effect"
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { parse } from "yaml"
import { inProcess } from "../../packages/testkit/test/cli/inProcess.ts"
import { readConfig } from "../../packages/testkit/src/config/Config.ts"
import { customFailures } from "../requirements/fieldCount.ts"

const repository = join(import.meta.dirname, "../..")
const read = (path: string): string => readFileSync(join(repository, path), "utf8")
const readme = read("README.md")
const fieldReport = read("docs/field-report.md")
const guides = globSync("docs/guides/*.md", { cwd: repository }).map((path) => ({ path, text: read(path) }))
const documents = [{ path: "README.md", text: readme }, ...guides]

/** The blocks of a language in a text. */
const blocks = (text: string, language: string): ReadonlyArray<string> =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].map(([, code = ""]) => code)

describe("README", () => {
  it("shows a failure as the command prints it", async () => {
    const args = [
      "check",
      "faulty/typescript/forgetful",
      "--requirement",
      "REF-7",
      "--runs",
      "25",
      "--isolation",
      "none"
    ]
    const { stdout } = await inProcess(args, { cwd: join(repository, "examples/integrations") })
    const [shown = ""] = blocks(readme, "text")
    expect(shown.trim().split("\n").length).toBe(6)
    expect(stdout).toContain(shown.replaceAll(/^(?=.)/gm, "  "))
  })

  it("has the numbers of the field report", () => {
    const musts = new Set<string>(catalog.filter(({ level }) => level === "MUST").map(({ id }) => id))
    const broken = customFailures.filter((ids) => ids.some((id) => musts.has(id))).length
    expect(readme).toContain(`Of ${customFailures.length} custom integrations, ${broken} break a MUST.`)
    const rows = [...readme.matchAll(/\| ([A-Z]{3}-\d+) +\| (\d+) +\|$/gm)]
    expect(rows.length).toBe(5)
    for (const [, id = "", count] of rows) {
      expect([id, `${customFailures.filter((ids) => ids.includes(id)).length}`]).toEqual([id, count])
    }
    const judged = /^\| \d+ custom integrations \|.*\| (\d+) +\| (\d+) +\| (\d+) +\|$/m.exec(fieldReport)
    const [right, debatable, wrong] = (judged ?? []).slice(1).map(Number)
    expect(wrong).toBe(0)
    expect(readme).toContain(`${debatable} of ${(right ?? 0) + (debatable ?? 0)} failing MUSTs are debatable`)
  })
})

/** The commands that the documents show, as words after the program's name. */
const commands = documents.flatMap(({ path, text }) =>
  blocks(text, "sh")
    .flatMap((block) => block.split("\n"))
    .flatMap((line) => {
      const words = /(?:@application-credentials\/testkit|\bapplication-credentials) (.*)$/.exec(line)?.[1]
      return words === undefined ? [] : [{ path, words: words.split(" ") }]
    })
)

/** What `--help` of a subcommand prints. */
const helpOf = async (name: string): Promise<string> => {
  const { code, stdout } = await inProcess([name, "--help"], { cwd: repository })
  expect([name, code]).toEqual([name, 0])
  return stdout
}

describe("the guides", () => {
  it("show commands whose names and flags there are", async () => {
    expect(commands.length).toBeGreaterThan(10)
    const helps = new Map<string, string>()
    for (const { path, words } of commands) {
      const [name = "", ...rest] = words
      const help = helps.get(name) ?? (await helpOf(name))
      helps.set(name, help)
      for (const flag of rest
        .filter((word) => word.startsWith("--"))
        .map((word) => word.replace(/=.*/, ""))) {
        expect(help, `${path}: application-credentials ${name} ${flag}`).toMatch(
          new RegExp(`^ +${flag}\\b`, "m")
        )
      }
    }
  })

  it("show code that is run elsewhere: by a package's tests, or as an example that is checked", () => {
    const shown = guides.flatMap(({ path, text }) =>
      [...text.matchAll(/^<<< @\/\.\.\/([^{\n]+)/gm)].map(([, file = ""]) => ({ path, file }))
    )
    expect(shown.length).toBeGreaterThan(12)
    for (const { file, path } of shown) {
      expect([path, file, existsSync(join(repository, file))]).toEqual([path, file, true])
      expect(file).toMatch(/^(packages\/[\w-]+\/test|examples)\//)
    }
  })

  it("have no other TypeScript or Python", () => {
    const loose = guides
      .filter(({ text }) => /^```(ts|typescript|py|python)$/m.test(text))
      .map(({ path }) => path)
    expect(loose).toEqual([])
  })

  it("show a configuration that the command takes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "guides-"))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = join(folder, "application-credentials.config.json")
    const [json = ""] = blocks(read("docs/guides/fix.md"), "json")
    writeFileSync(file, json)
    const config = await Effect.runPromise(Effect.provide(readConfig(file), NodeServices.layer))
    expect(config).toMatchObject({ waivers: [{ requirement: "AUT-13" }] })
  })

  it("show a workflow whose inputs the action has", () => {
    const [workflow = ""] = blocks(read("docs/guides/ci.md"), "yaml")
    const steps: ReadonlyArray<{ uses: string; with?: object }> =
      parse(workflow).jobs["application-credentials"].steps
    const { inputs } = parse(read("action.yml"))
    const { version } = JSON.parse(read("packages/testkit/package.json"))
    const own = steps.find(({ uses }) => uses.startsWith("application-credentials/"))
    expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(own?.with ?? {})))
    expect(version === "0.0.0" || own?.uses.endsWith(`@v${version}`)).toBe(true)
  })

  it("are all in the sidebar", () => {
    const config = read("docs/.vitepress/config.ts")
    const missing = guides.filter(({ path }) => !config.includes(`"${basename(path, ".md")}"`))
    expect(missing.map(({ path }) => path)).toEqual([])
  })
})
