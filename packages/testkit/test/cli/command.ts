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
