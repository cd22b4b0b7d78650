/**
 * Makes the panel of `packages/sdk`: a page, its style and one script, each beside a compressed copy, in `dist/panel`.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"
import { licences } from "./licences.ts"

const sdk = resolve(import.meta.dirname, "../packages/sdk")
const source = join(sdk, "src/panel")

/** Where the panel's files are written to. */
export const panelFolder = join(sdk, "dist/panel")

/** Writes the panel's files, and gives their sizes in bytes, compressed. */
export const bundlePanel = async (): Promise<Readonly<Record<string, number>>> => {
  const build = await rolldown({ input: join(source, "main.ts"), platform: "browser", logLevel: "silent" })
  const { output } = await build.generate({ format: "esm", minify: true, comments: false })
  await build.close()
  const [script, ...others] = output
  if (others.length > 0) throw new Error("The panel is one script, and became several.")
  const page = ["index.html", "panel.css", "icon.svg"].map(
    (name) => [name, readFileSync(join(source, name), "utf8")] as const
  )
  rmSync(panelFolder, { recursive: true, force: true })
  mkdirSync(panelFolder, { recursive: true })
  writeFileSync(join(panelFolder, "LICENSES.txt"), licences(Object.keys(script.modules)))
  const sizes = [...page, ["panel.js", script.code] as const].map(([name, text]) => {
    const zipped = gzipSync(text, { level: 9 })
    writeFileSync(join(panelFolder, name), text)
    writeFileSync(join(panelFolder, `${name}.gz`), zipped)
    return [name, zipped.length] as const
  })
  return Object.fromEntries(sizes)
}
