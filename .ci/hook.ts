/**
 * Installs the hooks as pre-commit does, from a clone of this repository into the empty folder given, and runs them on an
 * integration. A clone that there is already saves making one, and most of its installation. Run it with the Node under test
 * first on the PATH.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join, resolve } from "node:path"
import { parse } from "yaml"
import { integrations } from "./smoke/integrations.ts"

const repository = resolve(import.meta.dirname, "..")
const [folder, given] = process.argv.slice(2)
if (folder === undefined) throw new Error("Usage: hook.ts <empty folder> [clone]")

const clone = given ?? join(folder, "clone")
const prefix = join(folder, "environment")
const project = join(folder, "project")
const environment = {
  ...process.env,
  npm_config_prefix: prefix,
  PATH: `${join(prefix, "bin")}${delimiter}${process.env["PATH"]}`,
  NO_COLOR: "1"
}

const must = (holds: boolean, what: string) => {
  if (!holds) throw new Error(what)
  console.log(`ok  ${what}`)
}

const npm = (...args: ReadonlyArray<string>): string =>
  execFileSync("npm", args, {
    cwd: clone,
    env: environment,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"]
  })

/** The commands of pre-commit's `language: node`. */
const install = () => {
  if (given === undefined)
    execFileSync("git", ["clone", "--quiet", "--depth", "1", `file://${repository}`, clone])
  npm("install", "--include=dev", "--include=prod", "--ignore-prepublish", "--no-progress", "--no-save")
  const packed = npm("pack").trim()
  must(/^[\w.-]+\.tgz$/.test(packed), `npm pack prints the package's name and nothing else: ${packed}`)
  npm("install", "-g", join(clone, packed))
}

const git = (...args: ReadonlyArray<string>) => execFileSync("git", args, { cwd: project })

const writeProject = () => {
  for (const [path, content] of Object.entries(integrations)) {
    const file = join(project, "custom_components", path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
  git("init", "--quiet")
}

interface Hook {
  readonly id: string
  readonly entry: string
  readonly args: ReadonlyArray<string>
}

const hooks: ReadonlyArray<Hook> = parse(readFileSync(join(repository, ".pre-commit-hooks.yaml"), "utf8"))

const run = (id: string) => {
  const hook = hooks.find((each) => each.id === id)
  const [command = "", ...args] = [...(hook?.entry.split(" ") ?? []), ...(hook?.args ?? [])]
  return spawnSync(command, args, { cwd: project, env: environment, encoding: "utf8" })
}

install()
writeProject()
const nothing = spawnSync("git", ["commit", "--quiet", "--allow-empty", "-m", "Begin"], {
  cwd: project,
  env: {
    ...environment,
    GIT_AUTHOR_NAME: "a",
    GIT_AUTHOR_EMAIL: "a@b.c",
    GIT_COMMITTER_NAME: "a",
    GIT_COMMITTER_EMAIL: "a@b.c"
  }
})
must(nothing.status === 0, "there is a repository")
git("add", ".")
const checked = run("application-credentials")
if (checked.status !== 1) console.error(checked.stdout + checked.stderr)
must(
  checked.status === 1 && /✗ SRV-1 /.test(checked.stdout),
  "the hook fails for the faulty integrations that are staged"
)
must(/✓ custom_components\/sound_python /.test(checked.stdout), "and passes the sound ones, Python's too")
const fixed = run("application-credentials-fix")
must(fixed.status === 0, "the other hook fixes what is mechanical")
