/** Has the built test kit pack a copy of Python's memory, and keeps that as long as all that it was made from is the same. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"

/** Gives the file that the copy is packed in. */
export const packMemory = async (
  repository: string
): Promise<{ readonly name: string; readonly bytes: Uint8Array }> => {
  const folder = join(repository, "node_modules/.cache/application-credentials")
  const built = pathToFileURL(join(repository, "packages/testkit/dist/cli/packMemory.js")).href
  const testkit: {
    readonly packedName: () => string
    readonly packMemory: () => Promise<Uint8Array>
  } = await import(built)
  const name = testkit.packedName()
  const kept = join(folder, name)
  if (existsSync(kept)) return { name, bytes: readFileSync(kept) }
  const bytes = await testkit.packMemory()
  mkdirSync(folder, { recursive: true })
  writeFileSync(kept, bytes)
  return { name, bytes }
}
