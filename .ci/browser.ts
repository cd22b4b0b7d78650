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

/** Writes the workers. */
export const bundleWorkers = async (): Promise<void> => {
  rmSync(workersFolder, { recursive: true, force: true })
  const modules = await Promise.all(["judge", "python"].map(bundleWorker))
  writeFileSync(join(workersFolder, "LICENSES.txt"), licences(modules.flat()))
}

const bundleWorker = async (name: string): Promise<ReadonlyArray<string>> => {
  const build = await rolldown({
    input: { [name]: join(testkit, `dist/browser/${name}.js`) },
    platform: "browser",
    transform: { define: { pythonFiles: JSON.stringify(pythonFiles()) } },
    logLevel: "warn"
  })
  const { output } = await build.write({
    dir: workersFolder,
    format: "esm",
    minify: { mangle: { keepNames: { function: true, class: true } } } as never,
    comments: false,
    codeSplitting: false
  } as never)
  await build.close()
  return output.flatMap((chunk) => (chunk.type === "chunk" ? Object.keys(chunk.modules) : []))
}
