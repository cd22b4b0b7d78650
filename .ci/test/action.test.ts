/** The action's shell steps, run as a runner runs them: its YAML is read, its inputs are filled in, bash runs the rest. */
import { spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, assert, describe, it } from "vitest"
import { parse } from "yaml"

interface Step {
  readonly id?: string
  readonly uses?: string
  readonly shell?: string
  readonly if?: string
  readonly with?: Readonly<Record<string, string>>
  readonly run?: string
  readonly env?: Readonly<Record<string, string>>
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>
  readonly outputs: Readonly<Record<string, { readonly description: string; readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: ReadonlyArray<Step> }
}

const repository = resolve(import.meta.dirname, "../..")
const action: Action = parse(readFileSync(join(repository, "action.yml"), "utf8"))
const examples = join(repository, "examples/integrations")
const { version } = JSON.parse(readFileSync(join(repository, "packages/testkit/package.json"), "utf8"))

const temporary = mkdtempSync(join(tmpdir(), "action-"))
afterAll(() => rmSync(temporary, { recursive: true }))

/** An `npm` that installs the command of this repository, and writes down what it was asked for. */
const fakeNpm = `#!/usr/bin/env bash
printf '%s\\n' "$@" > "$RUNNER_TEMP/npm-arguments"
bin="$RUNNER_TEMP/application-credentials/node_modules/.bin"
mkdir -p "$bin"
cat > "$bin/application-credentials" <<'END'
#!/usr/bin/env bash
exec "${process.execPath}" --conditions=application-credentials-source --no-warnings "${repository}/packages/testkit/src/cli/main.ts" "$@"
END
chmod +x "$bin/application-credentials"
`

/** Runs every shell step with these inputs, until one fails. */
const runAction = (name: string, inputs: Readonly<Record<string, string>>) => {
  const folder = join(temporary, name)
  mkdirSync(join(folder, "bin"), { recursive: true })
  writeFileSync(join(folder, "bin/npm"), fakeNpm)
  chmodSync(join(folder, "bin/npm"), 0o755)
  const file = (path: string) => {
    writeFileSync(join(folder, path), "")
    return join(folder, path)
  }
  const read = (path: string) => readFileSync(join(folder, path), "utf8")
  const environment = {
    ...process.env,
    PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
    RUNNER_TEMP: folder,
    GITHUB_ACTION_PATH: repository,
    GITHUB_OUTPUT: file("output"),
    GITHUB_STEP_SUMMARY: file("summary")
  }
  const outputOf = (name: string) => new RegExp(`^${name}=(.*)$`, "m").exec(read("output"))?.[1] ?? ""
  const value = (text: string) =>
    text
      .replace(
        /\$\{\{ inputs\.([\w-]+) \}\}/g,
        (_, input: string) => inputs[input] ?? action.inputs[input]?.default ?? ""
      )
      .replace(/\$\{\{ steps\.\w+\.outputs\.([\w-]+) \}\}/g, (_, name: string) => outputOf(name))
  const logs: Array<string> = []
  let code = 0
  for (const { env = {}, run } of action.runs.steps) {
    if (run === undefined || code !== 0) continue
    const given = Object.fromEntries(Object.entries(env).map(([key, text]) => [key, value(text)]))
    const ended = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", run], {
      cwd: repository,
      env: { ...environment, ...given },
      encoding: "utf8"
    })
    logs.push(ended.stdout, ended.stderr)
    code = ended.status ?? -1
  }
  return {
    code,
    log: logs.join(""),
    output: read("output"),
    summary: read("summary"),
    npm: read("npm-arguments"),
    /** The reports that the outputs name. */
    reports: Object.fromEntries(
      ["report", "html", "sarif", "json"].map((name) => {
        const path = value(action.outputs[name]?.value ?? "")
        return [name, existsSync(path) ? readFileSync(path, "utf8") : null]
      })
    )
  }
}

describe("the action", () => {
  it("describes every input and output, and gives its shells no expression to read as code", () => {
    assert.strictEqual(action.runs.using, "composite")
    for (const { description } of [...Object.values(action.inputs), ...Object.values(action.outputs)])
      assert.isNotEmpty(description)
    for (const { run, shell, uses } of action.runs.steps) {
      assert.notInclude(run ?? "", "${{")
      if (run !== undefined) assert.strictEqual(shell, "bash")
      else assert.match(uses ?? "", /@[0-9a-f]{40}$/)
    }
  })

  it("installs the check at its own version and passes where the integrations conform", () => {
    const path = `${examples}/sound/typescript/calendar\n\n${examples}/sound/typescript/music\n`
    const { code, log, npm, output, summary } = runAction("sound", { path, runs: "2", install: "false" })
    assert.strictEqual(code, 0, log)
    assert.include(npm, `@application-credentials/testkit@${version}`)
    assert.match(output, /^exit-code=0$/m)
    assert.match(summary, /\*\*2 modules keep every MUST\.\*\*/)
  })

  it("fails where one does not, says what in the summary, and lets no module give commands", () => {
    const path = `${examples}/faulty/typescript/unfinished`
    const options = { path, runs: "2", "home-assistant": "2026.9", install: "false" }
    const { code, log, output, reports, summary } = runAction("faulty", options)
    assert.strictEqual(code, 1, log)
    assert.match(output, /^exit-code=1$/m)
    assert.match(summary, /^### ❌ SRV-5 MUST: /m)
    assert.match(log, /^::stop-commands::([0-9a-f-]{36})$[\s\S]*SRV-5[\s\S]*^::\1::$/m)
    const [, , annotations = ""] = log.split(/^::(?:stop-commands::)?[0-9a-f-]{36}(?:::)?$/m)
    assert.match(annotations, /^::error file=\S+application_credentials\.ts,line=6.*,title=SRV-5/m)
    assert.match(reports["report"] ?? "", /SRV-5 MUST/)
    assert.match(reports["html"] ?? "", /^<!doctype html>/)
    assert.strictEqual(JSON.parse(reports["sarif"] ?? "{}").version, "2.1.0")
    assert.strictEqual(JSON.parse(reports["json"] ?? "{}").subjects[0].homeAssistant[0], "2026.9")
  })

  it("keeps the reports whatever the check says, and caches by version and manifests", () => {
    const [upload] = action.runs.steps.filter(({ uses }) => uses?.startsWith("actions/upload-artifact@"))
    assert.include(upload?.if, "!cancelled()")
    assert.strictEqual(upload?.with?.["path"], "${{ steps.check.outputs.reports }}")
    const [cache] = action.runs.steps.filter(({ uses }) => uses?.startsWith("actions/cache@"))
    assert.include(cache?.with?.["key"], "steps.version.outputs.version")
  })

  it("ends with 2 for what cannot be checked, even a path that looks like a flag or a command", () => {
    const { code, log, output } = runAction("nothing", { path: "--help; $(touch oops)" })
    assert.strictEqual(code, 2, log)
    assert.match(output, /^exit-code=2$/m)
  })
})
