import { execFile } from "node:child_process"
import { glob, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { dirname, join, relative, resolve } from "node:path"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Example, examplesOf, markedIn } from "../examples/examplesOf.ts"
import { publicFunctionsOf, publicNamesOf } from "../examples/publicFunctionsOf.ts"

const repository = resolve(import.meta.dirname, "../..")
const sources = (await Array.fromAsync(glob("packages/*/src/**/*.ts", { cwd: repository }))).toSorted()
const examples = (
  await Promise.all(
    sources.map(async (path) => examplesOf(path, await readFile(join(repository, path), "utf8")))
  )
).flat()
const functions = (
  await Promise.all(
    ["sdk", "mock-provider"].map((name) => publicFunctionsOf(join(repository, "packages", name)))
  )
).flat()

/** Where the examples are written as files: in the repository, so that they find the packages, and ignored by git. */
const folder = join(repository, "dist")

const programOf = ({ path, name, line }: Example) => join(dirname(path), `${name}-${line}.ts`)

const titleOf = ({ path, name, line }: Example) => `${name} (${path}:${line})`

const write = async (path: string, text: string) => {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), text)
}

beforeAll(async () => {
  const compilerOptions = { composite: false, declaration: false, declarationMap: false }
  const files = examples.map(programOf)
  await write("tsconfig.json", JSON.stringify({ extends: "../tsconfig.test.json", compilerOptions, files }))
  await Promise.all(examples.map((example) => write(programOf(example), example.code)))
})

afterAll(() => rm(folder, { recursive: true }))

/** Programs that declare tests: only Vitest can run those. */
const declaresTests = ({ code }: Example) => code.includes('"@application-credentials/testkit/vitest"')

describe("a docstring's example", () => {
  it("is a block of TypeScript that asserts something", () => {
    const empty = examples.filter((example) => !declaresTests(example) && !example.code.includes("assert."))
    expect(empty.map(titleOf)).toEqual([])
  })

  it("has sound types", async () => {
    const tsc = join(repository, "node_modules/typescript/bin/tsc")
    const checked = await promisify(execFile)(process.execPath, [tsc, "-p", "tsconfig.json"], { cwd: folder })
      .then(({ stdout }) => stdout)
      .catch(({ stdout, stderr }) => stdout + stderr)
    expect(checked).toBe("")
  })

  it.each(
    examples
      .filter((example) => !declaresTests(example))
      .map((example) => [titleOf(example), example] as const)
  )("runs: %s", async (_, example) => {
    await import(join(folder, programOf(example)))
  })

  it("is there for every public function of the SDK and of the mock provider", () => {
    const shown = new Set(examples.map(({ path, name }) => `${path}: ${name}`))
    const all = functions.map(({ path, name }) => `${relative(repository, path)}: ${name}`)
    expect(all.filter((name) => !shown.has(name))).toEqual([])
  })
})

describe("@since", () => {
  it.each(["sdk", "mock-provider", "testkit"])(
    "stands on all that an entry of %s exports, and on nothing else",
    async (name) => {
      const own = sources.filter((path) => path.startsWith(`packages/${name}/`))
      const marked = await Promise.all(
        own.map(async (path) => {
          const file = join(repository, path)
          return markedIn(file, await readFile(file, "utf8")).map((marked) => `${file}: ${marked}`)
        })
      )
      const exported = new Set(await publicNamesOf(join(repository, "packages", name)))
      expect(new Set(marked.flat())).toEqual(exported)
    }
  )
})
