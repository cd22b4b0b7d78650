/** Runs the command as its user does: a process of its own. */
import { execFile } from "node:child_process"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

// A start takes two thirds of the time when another one has compiled the files.
const compileCache = join(tmpdir(), "application-credentials-compiled")
const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url))

/** The repository's example integrations. */
export const examples = fileURLToPath(new URL("../../../../examples/integrations", import.meta.url))

export interface Result {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** How many bytes a program gets that begins to read late, from a pipe that has so many bytes already. */
export const readLate = (already: number, args: ReadonlyArray<string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const late = `(head -c ${already} /dev/zero; "$@") | (sleep 2; wc -c)`
    const node = ["--conditions=application-credentials-source", "--no-warnings", main]
    const command = ["-c", late, "sh", process.execPath, ...node, ...args]
    const env = { ...process.env, NODE_COMPILE_CACHE: compileCache }
    execFile("sh", command, { env }, (error, stdout) =>
      error === null ? resolve(Number(stdout)) : reject(error)
    )
  })

/** Runs `application-credentials` with these arguments, in a pipe. */
export const command = (
  args: ReadonlyArray<string>,
  options: { readonly cwd?: string; readonly env?: Record<string, string> } = {}
): Promise<Result> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      ["--conditions=application-credentials-source", "--no-warnings", main, ...args],
      {
        cwd: options.cwd,
        env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...options.env },
        maxBuffer: 64 * 1024 * 1024
      },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : -1
        resolve({ code, stdout, stderr })
      }
    )
  })
