/** Python of the machine's, with the packages that its clients are in. */
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"

/** Where Debian and others have it; PYTHON names another place. */
const python = process.env["PYTHON"] ?? "/usr/bin/python3"
const needed = "On Debian and Ubuntu: apt-get install python3-authlib python3-requests-oauthlib."

/** Runs a script of this folder on a JSON value, and gives the JSON value that it prints. */
export const runPython = async (script: string, input: unknown): Promise<unknown> => {
  if (!existsSync(python)) {
    throw new Error(`The tests of Python's clients need Python, and there is none at ${python}. ${needed}`)
  }
  const path = fileURLToPath(new URL(script, import.meta.url))
  const child = spawn(python, [path], { env: { ...process.env, OAUTHLIB_INSECURE_TRANSPORT: "1" } })
  const { promise: ended, reject, resolve } = Promise.withResolvers<number | null>()
  child.on("error", reject).on("close", resolve)
  child.stdin.end(JSON.stringify(input))
  const [output, errors, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  if (/^ModuleNotFoundError: /m.test(errors)) {
    throw new Error(`Python at ${python} lacks a client: ${errors.trim().split("\n").at(-1)}. ${needed}`)
  }
  if (code !== 0) throw new Error(`${script} ended with ${code}:\n${errors}`)
  return JSON.parse(output)
}
