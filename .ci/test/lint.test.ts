import { execFile } from "node:child_process"
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import { describe, expect, it } from "vitest"

const repository = resolve(import.meta.dirname, "../..")

/** Lints the files given by path and text, under the repository's own configuration, and gives what oxlint prints. */
const lint = async (files: Record<string, string>): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), "lint-"))
  try {
    await copyFile(join(repository, ".oxlintrc.json"), join(folder, ".oxlintrc.json"))
    for (const [path, text] of Object.entries(files)) {
      await mkdir(join(folder, dirname(path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    return await new Promise<string>((done) => {
      const oxlint = join(repository, "node_modules/.bin/oxlint")
      execFile(oxlint, ["--format=unix"], { cwd: folder }, (_error, stdout, stderr) => done(stdout + stderr))
    })
  } finally {
    await rm(folder, { recursive: true })
  }
}

const cycle = {
  "packages/sdk/src/domain/A.ts": 'import type { B } from "./B.ts"\nexport interface A { readonly b: B }\n',
  "packages/sdk/src/domain/B.ts": 'import type { A } from "./A.ts"\nexport interface B { readonly a: A }\n'
}

describe("the lint", () => {
  it("passes a sound file", async () => {
    const sound = { "packages/sdk/src/domain/A.ts": "export const a = (at: Date) => at.getTime()\n" }
    expect(await lint(sound)).toBe("")
  })

  it("fails on a cycle, also of types only", async () => {
    expect(await lint(cycle)).toContain("import(no-cycle)")
  })

  it.each([
    ["no-explicit-any", "sdk/src/flows", "export const a = (b: any) => b"],
    ["no-non-null-assertion", "sdk/src/flows", "export const a = (b?: string) => b!.length"],
    ["consistent-type-imports", "sdk/src/flows", 'import { A } from "a"\nexport const b = (a: A) => a'],
    ["no-unused-vars", "sdk/src/flows", "const a = 1"],
    ["no-console", "sdk/src/flows", 'console.log("a")'],
    [
      "no-restricted-imports",
      "testkit/test/checks",
      'import { Arbitrary } from "effect"\nexport { Arbitrary }'
    ],
    ["no-restricted-imports", "testkit/src/checks", 'export * from "effect/Arbitrary"'],
    ["no-focused-tests", "sdk/test", 'import { it } from "vitest"\nit.only("a", () => {})'],
    ["no-restricted-globals", "sdk/src/domain", "export const a = () => Date.now()"],
    ["no-restricted-globals", "sdk/src/protocol", "export const a = () => new Date()"],
    ["no-restricted-globals", "mock-provider/src/core", "export const a = () => performance.now()"],
    ["no-restricted-properties", "mock-provider/src/core", "export const a = () => Math.random()"],
    ["no-restricted-properties", "mock-provider/src/core", "export const a = () => crypto.randomUUID()"],
    ["no-restricted-imports", "sdk/src/domain", 'export { randomBytes } from "node:crypto"']
  ])("fails by %s in %s", async (rule, folder, text) => {
    expect(await lint({ [`packages/${folder}/A.ts`]: `${text}\n` })).toContain(`(${rule})`)
  })
})
