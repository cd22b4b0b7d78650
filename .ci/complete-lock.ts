/**
 * Completes package-lock.json. npm leaves out optional packages for other platforms where it cannot see them, and then
 * `npm ci` refuses the lock file: see docs/discoveries/npm-optional-platforms.md.
 */
import { readFile, writeFile } from "node:fs/promises"
import { completed } from "./lock/completed.ts"

const path = "package-lock.json"
const lock = JSON.parse(await readFile(path, "utf8"))
await writeFile(path, `${JSON.stringify({ ...lock, packages: completed(lock.packages) }, null, 2)}\n`)
