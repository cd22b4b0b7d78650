/**
 * Writes every test module as an integration's folder, the sound ones and the faulty ones:
 * `node packages/testkit/test/mutants/write.ts FOLDER`.
 */
import { mkdir, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import type { Files } from "./Mutant.ts"
import { mutants } from "./mutants.ts"
import { soundIntegrations } from "./soundIntegrations.ts"

const write = async (folder: string, files: Files): Promise<void> => {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}

const [root] = process.argv.slice(2)
if (root === undefined) throw new Error("Name the folder: node packages/testkit/test/mutants/write.ts FOLDER")
for (const { files, language, name } of soundIntegrations)
  await write(join(root, "sound", language, name), files)
for (const { fault, files, kills, language, name } of mutants)
  await write(join(root, "faulty", `${kills}-${language}-${fault}`, name), files)
