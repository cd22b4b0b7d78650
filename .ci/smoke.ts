/**
 * Installs the packed packages in the empty folder given, as a user would, and uses them there. Run it with the Node
 * under test first on the PATH.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname, join, resolve } from "node:path"
import { askForToken } from "./smoke/mockProvider.ts"
import { integrations } from "./smoke/integrations.ts"
import * as storage from "./smoke/storage.ts"

const repository = resolve(import.meta.dirname, "..")
const packageNames = ["sdk", "mock-provider", "testkit"]
/** The files that were bundled, by the package that holds them. */
const bundles: ReadonlyArray<readonly [number, string, ReadonlyArray<string>]> = [
  [0, "panel", ["index.html", "panel.js", "panel.js.gz", "panel.css", "icon.svg", "LICENSES.txt"]],
  [1, "bundle", ["command.js", "LICENSES.txt"]],
  [2, "bundle", ["command.js", "host.js", "manifest.json", "LICENSES.txt"]]
]
const [folder] = process.argv.slice(2)
if (folder === undefined) throw new Error("Usage: smoke.ts <empty folder>")

const write = (path: string, content: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

const manifestOf = (path: string) => JSON.parse(readFileSync(join(repository, path, "package.json"), "utf8"))

const must = (holds: boolean, what: string) => {
  if (!holds) throw new Error(what)
  console.log(`ok  ${what}`)
}

/** Packs the three packages and installs them with vitest, which the testkit's `./vitest` entry works with. */
const install = () => {
  write("package.json", JSON.stringify({ name: "smoke", private: true, type: "module" }))
  const packed = JSON.parse(
    execFileSync(
      "npm",
      [
        "pack",
        "--json",
        `--pack-destination=${folder}`,
        ...packageNames.map((name) => `--workspace=packages/${name}`)
      ],
      { cwd: repository, encoding: "utf8" }
    )
  )
  const tarballs: ReadonlyArray<{ filename: string; files: ReadonlyArray<{ path: string }> }> =
    Object.values(packed)
  must(tarballs.length === packageNames.length, `npm pack gives ${packageNames.length} packages`)
  const stray = tarballs
    .flatMap(({ files }) => files)
    .filter(({ path }) => /tsbuildinfo|__pycache__|^test\//.test(path))
  must(stray.length === 0, "they hold no build state and no tests")
  for (const [index, place, files] of bundles) {
    const paths = tarballs[index]?.files.map(({ path }) => path) ?? []
    must(
      files.every((name) => paths.includes(`dist/${place}/${name}`)),
      `${packageNames[index]} holds its bundle`
    )
  }
  const vitest = `vitest@${manifestOf("node_modules/vitest").version}`
  const wanted = [...tarballs.map(({ filename }) => `./${filename}`), vitest]
  execFileSync(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error", ...wanted],
    {
      cwd: folder,
      stdio: "inherit"
    }
  )
}

/** Imports every public entry, but the one that only works within vitest. */
const importEntries = () => {
  for (const name of packageNames) {
    const { name: packageName, exports } = manifestOf(`packages/${name}`)
    for (const [entry, target] of Object.entries(exports)) {
      if (target === null || entry.endsWith(".json") || entry === "./vitest") continue
      const specifier = packageName + entry.slice(1)
      const script = `if (Object.keys(await import("${specifier}")).length === 0) process.exit(1)`
      const { status } = run("node", ["--input-type=module", "--eval", script])
      must(status === 0, `${specifier} can be imported and exports something`)
    }
  }
}

const run = (command: string, args: ReadonlyArray<string>) =>
  spawnSync(command, args, { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } })

/** Runs the command as a user does, and holds its exit code and what it prints against the ones given. */
const application = (args: ReadonlyArray<string>, status: number, prints: RegExp) =>
  command("application-credentials", args, status, prints)

const command = (name: string, args: ReadonlyArray<string>, status: number, prints: RegExp) => {
  const result = run("npx", [name, ...args])
  const output = result.stdout + result.stderr
  const holds = result.status === status && prints.test(output)
  if (!holds) console.error(`exit code ${result.status}\n${output}`)
  must(holds, `${name} ${args.join(" ")} exits ${status} and prints ${prints}`)
}

const testModule = () => {
  const { status, stdout, stderr } = run("npx", ["vitest", "run"])
  if (status !== 0) console.error(stdout + stderr)
  must(status === 0, "describeConformance passes a sound module in vitest")
}

/** Keeps a credential in Home Assistant's file, and reads it in another process. */
const keepCredential = () => {
  const node = (script: string) => run("node", ["--input-type=module", "--eval", script])
  const { status, stderr } = node(storage.create)
  if (status !== 0) console.error(stderr)
  const { stdout } = node(storage.list)
  const file = readFileSync(join(folder, ".storage/application_credentials"), "utf8")
  must(
    status === 0 && file.includes(`"client_secret": "my-secret"`),
    "layerFile keeps a credential as Home Assistant does"
  )
  must(
    stdout.startsWith("acme_my_client ") && !stdout.includes("my-secret"),
    "and reads it in another process, without showing its secret"
  )
}

/** A copy of Python's memory that does not fit would never be found, and nobody would see more than a slow first check. */
const bringMemory = () => {
  const name = run("node", ["--input-type=module", "--eval", memoryName]).stdout
  const bundle = join(folder, "node_modules/@application-credentials/testkit/dist/bundle")
  must(
    name.endsWith(".zst") && existsSync(join(bundle, name)),
    "the copy of Python's memory fits what is installed"
  )
}
const memoryName = `
import { packedName } from "./node_modules/@application-credentials/testkit/dist/cli/packMemory.js"
process.stdout.write(packedName())
`

install()
bringMemory()
console.log(`Node ${run("node", ["--version"]).stdout.trim()}`)
importEntries()
for (const [path, content] of Object.entries(integrations)) write(path, content)
application(["--version"], 0, new RegExp(manifestOf("packages/testkit").version.replaceAll(".", "\\.")))
application(["list"], 0, /AUT-2\b/)
application(["explain", "AUT-2"], 0, /RFC 6749/)
application(["check", "sound_typescript", "--runs", "25"], 0, /^✓ sound_typescript /m)
application(["check", "sound_python", "--runs", "25"], 0, /^✓ sound_python /m)
application(["check", "faulty_typescript", "--runs", "25"], 1, /^ *✗ SRV-1 /m)
application(["check", "faulty_python", "--runs", "25"], 1, /^ *✗ SRV-1 /m)
application(["check", "no_such_folder"], 2, /no_such_folder/)
application(
  ["init", "acme", "--language", "typescript", "--provider", "github", "--owner", "acme"],
  0,
  /Next: /
)
application(["check", "custom_components", "--certify", "--runs", "5"], 0, /^Certified:/m)
application(["fix", "custom_components"], 0, /Nothing to fix/)
for (const shard of ["1/2", "2/2"])
  application(
    [
      "check",
      "sound_typescript",
      "sound_python",
      "--runs",
      "5",
      "--shard",
      shard,
      "--reporter",
      `json=${shard[0]}.json`
    ],
    0,
    /./
  )
application(["merge", "1.json", "2.json"], 0, /2 modules keep every MUST/)
testModule()
keepCredential()
command("mock-oauth-provider", ["profiles"], 0, /^github /m)
command("mock-oauth-provider", ["--profile", "nobody"], 2, /There is no profile nobody/)
const { answer, code } = await askForToken(folder)
must(
  /"access_token"/.test(answer) && /"journalLength"/.test(answer) && code === 0,
  "mock-oauth-provider gives a token over https, has a control API and stops well"
)
