/** Processes of their own, beside the test's. */
import { Effect } from "effect"
import { spawn } from "node:child_process"
import type { ChildProcess } from "node:child_process"
import { join } from "node:path"
import { createInterface } from "node:readline"

/** Starts a file beside this one. */
export const start = (file: string, ...args: ReadonlyArray<string>) =>
  spawn(
    process.execPath,
    ["--conditions=application-credentials-source", join(import.meta.dirname, file), ...args],
    { stdio: ["pipe", "pipe", "inherit"] }
  )

/** Runs a file to its end, and gives the lines that it printed. */
export const linesOf = (file: string, ...args: ReadonlyArray<string>) =>
  Effect.promise(async () => {
    const lines: Array<string> = []
    for await (const line of createInterface(start(file, ...args).stdout)) lines.push(line)
    return lines
  })

/** Ends a process as a power cut does, and waits until it is gone. */
export const kill = (worker: ChildProcess) =>
  Effect.promise(
    () =>
      new Promise<void>((resolve) => {
        if (worker.exitCode !== null || worker.signalCode !== null) return resolve()
        worker.once("exit", () => resolve())
        worker.kill("SIGKILL")
      })
  )
