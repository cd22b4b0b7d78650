/**
 * Makes `packages/testkit/dist/bundle`: the command in one file, and the worker's host in one file together with the
 * packages that it shares with the module under test. It is what makes the command start at once; where it is missing
 * or out of date, the command and the worker load the files that it was made from.
 */
import { readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { join, relative, resolve } from "node:path"
import { type OutputOptions, type Plugin, rolldown, type RolldownOptions } from "rolldown"

const repository = resolve(import.meta.dirname, "..")
const testkit = join(repository, "packages/testkit/dist")
const folder = join(testkit, "bundle")

/** The packages that a module under test and the host share, each module of which stays one of its own. */
const shared = ["effect", "@application-credentials/sdk"].map((name) => {
  const root = realpathSync(join(repository, "node_modules", name))
  return { name, root, version: manifestOf(root).version, files: [] as Array<string> }
})

const inlined = new Set<string>()

/** What a file finds beside itself, it finds from the bundle too. */
const places: Plugin = {
  name: "places",
  transform: (code, id) => {
    if (!id.startsWith(`${testkit}/`) || !code.includes("import.meta.url")) return undefined
    const url = `new URL(${JSON.stringify(`../${relative(testkit, id)}`)}, import.meta.url).href`
    return code.replaceAll("import.meta.url", () => url)
  }
}

const options = (input: Record<string, string>): RolldownOptions => ({
  input,
  platform: "node",
  external: ["pyodide"],
  plugins: [places],
  logLevel: "silent"
})

const output: OutputOptions = {
  dir: folder,
  format: "esm",
  keepNames: true,
  entryFileNames: "[name].js",
  chunkFileNames: "[name].js",
  comments: false,
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } }
}

const write = async (input: Record<string, string>, name: string) => {
  const build = await rolldown(options(input))
  const written = await build.write({ ...output, codeSplitting: { groups: [{ name, test: () => true }] } })
  for (const chunk of written.output) {
    if (chunk.type !== "chunk") continue
    for (const [id, { renderedLength }] of Object.entries(chunk.modules))
      if (renderedLength > 0) inlined.add(id)
  }
  await build.close()
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

function manifestOf(root: string) {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
}

/** The licences of what the bundle holds of others. */
const licences = (): string => {
  const roots = new Set(
    [...inlined].flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? [])
  )
  return [...roots]
    .toSorted()
    .map((root) => {
      const { license, name, version } = manifestOf(root)
      const text = ["LICENSE", "LICENSE.md", "license", "LICENSE.txt"].flatMap((file) => {
        try {
          return [readFileSync(join(root, file), "utf8").trim()]
        } catch {
          return []
        }
      })
      if (text[0] === undefined) throw new Error(`${name} has no file that says its licence.`)
      return `${name} ${version} (${license})\n\n${text[0]}\n`
    })
    .join(`\n${"-".repeat(80)}\n\n`)
}

rmSync(folder, { recursive: true, force: true })
const host = join(testkit, "adapters/typescript/WorkerHost.js")
const entries = ["", "http/", "crypto/", "encoding/"].map((part): [string, string] => [
  `effect/${part}index`,
  join(realpathSync(join(repository, "node_modules/effect")), `dist/${part}index.js`)
])
const modules = await sharedModules({ host, ...Object.fromEntries(entries) })
await write({ host, ...Object.fromEntries(modules) }, "modules")
await write({ command: join(testkit, "cli/main.js") }, "command-line")
writeFileSync(join(folder, "LICENSES.txt"), licences())
const manifest = { packages: shared.map(({ files, name, version }) => ({ name, version, files })) }
writeFileSync(join(folder, "manifest.json"), JSON.stringify(manifest))
