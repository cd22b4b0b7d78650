/** Makes the workers of the test kit's browser entry: each is one script without imports, in `dist/browser/workers`. */
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { rolldown } from "rolldown"
import { licences } from "./licences.ts"

const testkit = resolve(import.meta.dirname, "../packages/testkit")

/** Where the workers are written to. */
export const workersFolder = join(testkit, "dist/browser/workers")

const pythonFiles = () =>
  Object.fromEntries(
    globSync("**/*.py", { cwd: join(testkit, "python") })
      .toSorted()
      .map((path) => [path, readFileSync(join(testkit, "python", path), "utf8")])
  )

/** What a browser has in the place of what Node has. */
const replaced = Object.fromEntries(
  [
    ["node:buffer", "buffer"],
    ["node:crypto", "crypto"],
    ["node:path", "path"],
    ["node:timers", "timers"],
    ["node:timers/promises", "timers"],
    ["node:url", "url"],
    ["util", "text"]
  ].map(([name = "", file]) => [name, join(testkit, `dist/browser/platform/${file}.js`)])
)

/** Writes the workers. */
export const bundleWorkers = async (): Promise<void> => {
  rmSync(workersFolder, { recursive: true, force: true })
  const modules = await Promise.all(["judge", "python", "typescript"].map(bundleWorker))
  writeFileSync(join(workersFolder, "LICENSES.txt"), licences(modules.flat()))
}

const bundleWorker = async (name: string): Promise<ReadonlyArray<string>> => {
  const build = await rolldown({
    input: { [name]: join(testkit, `dist/browser/${name}.js`) },
    platform: "browser",
    resolve: { alias: { ...replaced, "node:util": "node-inspect-extracted" } },
    transform: {
      define: { pythonFiles: JSON.stringify(pythonFiles()) },
      inject: {
        process: join(testkit, "dist/browser/platform/process.js"),
        setImmediate: [join(testkit, "dist/browser/platform/immediate.js"), "setImmediate"]
      }
    },
    logLevel: "warn"
  })
  const { output } = await build.write({
    dir: workersFolder,
    format: "esm",
    // Reports name the classes of values.
    keepNames: true,
    codeSplitting: false,
    comments: false,
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } }
  })
  await build.close()
  return output.flatMap((chunk) => (chunk.type === "chunk" ? Object.keys(chunk.modules) : []))
}
