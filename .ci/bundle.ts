/**
 * Makes the bundles that let commands start at once. `packages/testkit/dist/bundle` has the command in one file, and the
 * worker's host in one file together with the packages that it shares with the module under test; where it is missing
 * or out of date, the command and the worker load the files that it was made from. Beside them lies a copy of Python's memory.
 * `packages/mock-provider/dist/bundle` has that command, with packages that its library does without, and
 * `packages/sdk/dist/panel` the panel, and `packages/testkit/dist/browser/workers` what runs in browsers.
 */
import { realpathSync, rmSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { type OutputOptions, type Plugin, rolldown, type RolldownOptions } from "rolldown"
import { judgeHosts } from "./judgeHosts.ts"
import { bundleWorkers } from "./browser.ts"
import { licences, manifestOf } from "./licences.ts"
import { packMemory } from "./packMemory.ts"
import { bundlePanel } from "./panel.ts"

const repository = resolve(import.meta.dirname, "..")
const testkit = join(repository, "packages/testkit/dist")
const mockProvider = join(repository, "packages/mock-provider/dist")

/** The packages that a module under test and the host share, each module of which stays one of its own. */
const shared = ["effect", "@application-credentials/sdk"].map((name) => {
  const root = realpathSync(join(repository, "node_modules", name))
  return { name, root, version: manifestOf(root).version, files: [] as Array<string> }
})

/** What a file finds beside itself, it finds from the bundle too. */
const places: Plugin = {
  name: "places",
  transform: (code, id) => {
    const isCode = id.startsWith(`${testkit}/`) && id.endsWith(".js")
    if (!isCode || !code.includes("import.meta.url")) return undefined
    const url = `new URL(${JSON.stringify(`../${relative(testkit, id)}`)}, import.meta.url).href`
    return code.replaceAll("import.meta.url", () => url)
  }
}

const options = (input: Record<string, string>): RolldownOptions => ({
  input,
  platform: "node",
  external: ["pyodide"],
  // Where a package without exports has both, its modules can be bundled and its scripts cannot.
  resolve: { mainFields: ["module", "main"] },
  plugins: [places],
  logLevel: "silent"
})

const output: OutputOptions = {
  format: "esm",
  keepNames: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } }
}

/** Writes a bundle, whose modules that are loaded at once are in files of the names given. Gives what it holds. */
const write = async (
  dir: string,
  input: Record<string, string>,
  name?: string
): Promise<ReadonlyArray<string>> => {
  const build = await rolldown(options(input))
  const together = name === undefined ? {} : { codeSplitting: { groups: [{ name, test: () => true }] } }
  const written = await build.write({ ...output, dir, ...together })
  await build.close()
  return written.output.flatMap((chunk) =>
    chunk.type !== "chunk"
      ? []
      : Object.entries(chunk.modules).flatMap(([id, { renderedLength }]) => (renderedLength > 0 ? [id] : []))
  )
}

/** Every module of the shared packages that one of these imports: each is an entry, so that nothing is there twice. */
const sharedModules = async (input: Record<string, string>) => {
  const seen = new Set<string>()
  const build = await rolldown({
    ...options(input),
    treeshake: false,
    plugins: [{ name: "seen", moduleParsed: ({ id }) => void seen.add(id) }]
  })
  await build.generate({ format: "esm" })
  await build.close()
  for (const id of seen) {
    for (const { files, root } of shared) if (id.startsWith(`${root}/`)) files.push(relative(root, id))
  }
  return shared.flatMap(({ files, name, root }) =>
    files.map((file): [string, string] => [`${name}/${file.replace(/\.js$/, "")}`, join(root, file)])
  )
}

const bundleTestkit = async () => {
  const folder = join(testkit, "bundle")
  rmSync(folder, { recursive: true, force: true })
  const host = join(testkit, "adapters/typescript/WorkerHost.js")
  const entries = ["", "http/", "crypto/", "encoding/"].map((part): [string, string] => [
    `effect/${part}index`,
    join(realpathSync(join(repository, "node_modules/effect")), `dist/${part}index.js`)
  ])
  const modules = await sharedModules({ host, ...Object.fromEntries(entries) })
  const inlined = [
    ...(await write(folder, { host, ...Object.fromEntries(modules) }, "modules")),
    ...(await write(folder, { command: join(testkit, "cli/main.js") }, "command-line"))
  ]
  writeFileSync(join(folder, "LICENSES.txt"), licences(inlined))
  const manifest = { packages: shared.map(({ files, name, version }) => ({ name, version, files })) }
  const memory = await packMemory(repository)
  writeFileSync(join(folder, memory.name), memory.bytes)
  for (const [name, host] of Object.entries(await judgeHosts(repository)))
    writeFileSync(join(folder, `host-${name}.json`), JSON.stringify(host))
  writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest))
}

const bundleMockProvider = async () => {
  const folder = join(mockProvider, "bundle")
  rmSync(folder, { recursive: true, force: true })
  const inlined = await write(folder, { command: join(mockProvider, "cli/main.js") })
  writeFileSync(join(folder, "LICENSES.txt"), licences(inlined))
}

await bundleTestkit()
await bundleMockProvider()
await bundlePanel()
await bundleWorkers()
