/** A release, up to the point where something would leave this machine: on a copy, with its changesets applied. */
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { parse } from "yaml"
import { problemsOf } from "../release/problemsOf.ts"

const repository = resolve(import.meta.dirname, "../..")
const names = ["sdk", "mock-provider", "testkit"]
const copy = mkdtempSync(join(tmpdir(), "release-"))
const run = (command: string, ...args: ReadonlyArray<string>): string =>
  execFileSync(command, args, { cwd: copy, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })

beforeAll(() => {
  for (const path of ["package.json", "package-lock.json", ".changeset"])
    cpSync(join(repository, path), join(copy, path), { recursive: true })
  for (const name of names) {
    mkdirSync(join(copy, "packages", name), { recursive: true })
    for (const file of ["package.json", "README.md", "LICENSE"])
      cpSync(join(repository, "packages", name, file), join(copy, "packages", name, file))
  }
  symlinkSync(join(repository, "node_modules"), join(copy, "node_modules"))
  writeFileSync(join(copy, ".gitignore"), "node_modules\n")
  run("git", "init", "--quiet", "--initial-branch", "main")
  run("git", "add", ".")
  run(
    "git",
    "-c",
    "user.name=Test",
    "-c",
    "user.email=test@example.net",
    "commit",
    "--quiet",
    "--message",
    "Begin"
  )
})
afterAll(() => rmSync(copy, { recursive: true }))

const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(copy, "packages", name, "package.json"), "utf8")).version

describe("a release", () => {
  it("is refused while changesets wait", () => {
    expect(problemsOf(repository, "v99.0.0").join("\n")).toMatch(/tag v[\d.]+\.|run npm run version/)
  })

  it("gives all packages one version, each other as dependencies, and a changelog", () => {
    run(process.execPath, join(repository, "node_modules/@changesets/cli/bin.js"), "version")
    const [version = ""] = names.map(versionOf)
    expect(names.map(versionOf)).toEqual([version, version, version])
    expect(version).not.toBe("0.0.0")
    expect(problemsOf(copy, `v${version}`)).toEqual([])
    expect(problemsOf(copy, "v99.0.0").length).toBeGreaterThan(2)
  })

  it("would publish that version, publicly and as the latest", () => {
    const version = versionOf("sdk")
    const workspaces = names.map((name) => `--workspace=packages/${name}`)
    const args = ["publish", "--dry-run", "--json", "--ignore-scripts", "--access", "public", ...workspaces]
    const published: Readonly<Record<string, { readonly id: string }>> = JSON.parse(run("npm", ...args))
    expect(
      Object.values(published)
        .map(({ id }) => id)
        .toSorted()
    ).toEqual(names.map((name) => `@application-credentials/${name}@${version}`).toSorted())
  })
})

describe("the workflow of a release", () => {
  const workflow = parse(readFileSync(join(repository, ".github/workflows/release.yml"), "utf8"))
  const steps: ReadonlyArray<{ uses?: string; run?: string }> = workflow.jobs.publish.steps
  const commands = steps.flatMap(({ run: command }) => command ?? [])

  it("publishes every package with provenance, after the release was checked", () => {
    const publish = commands.findIndex((command) => command.startsWith("npm publish"))
    expect(commands[publish]).toContain("--provenance")
    for (const name of names) expect(commands[publish]).toContain(`--workspace=packages/${name}`)
    expect(commands.slice(0, publish).join("\n")).toContain('node .ci/check-release.ts "$GITHUB_REF_NAME"')
    expect(workflow.jobs.publish.permissions["id-token"]).toBe("write")
  })

  it("takes other people's actions by their commit, and begins with tags alone", () => {
    for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/@[0-9a-f]{40}$/)
    expect(workflow.on).toEqual({ push: { tags: ["v*"] } })
  })
})
