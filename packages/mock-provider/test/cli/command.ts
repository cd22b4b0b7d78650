/** Runs the command as its user does: a process of its own. */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { afterAll, onTestFinished } from "vitest"

/** Bundles the command as it is published: a start then takes a third of the time, and there are many. */
const bundle = async (): Promise<string> => {
  const dir = await mkdtemp(join(tmpdir(), "mock-oauth-provider-"))
  const input = { command: fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url)) }
  const conditionNames = ["application-credentials-source", "node", "import", "default"]
  const resolve = { conditionNames, mainFields: ["module", "main"] }
  const build = await rolldown({ input, platform: "node", resolve, logLevel: "silent" })
  await build.write({ dir, format: "esm", keepNames: true })
  return dir
}

const folder = await bundle()
afterAll(() => rm(folder, { recursive: true }))

export interface Finished {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that runs, until the test ends. */
export interface Running {
  /** What it printed so far. */
  readonly output: () => { readonly stdout: string; readonly stderr: string }
  /** Waits until it has printed this on standard output. */
  readonly printed: (text: RegExp) => Promise<RegExpExecArray>
  /** Closes the pipe that it prints to. */
  readonly stopReading: () => void
  readonly stop: (signal: NodeJS.Signals) => Promise<Finished>
  readonly finished: Promise<Finished>
}

export const run = (args: ReadonlyArray<string>): Running => {
  const child = spawn(process.execPath, [join(folder, "command.js"), ...args], {
    env: { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: join(folder, "compiled") },
    stdio: ["ignore", "pipe", "pipe"]
  })
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)]
  const output = () => ({ stdout: stdout.text(), stderr: stderr.text() })
  const finished = finish(child).then((code) => ({ code, ...output() }))
  onTestFinished(() => {
    child.kill("SIGKILL")
  })
  return {
    output,
    finished,
    printed: (text) =>
      Promise.race([
        stdout.until(text),
        finished.then(({ code, stderr }) => {
          throw new Error(`It ended with ${code} first: ${stderr}`)
        })
      ]),
    stopReading: () => void child.stdout.destroy(),
    stop: (signal) => {
      child.kill(signal)
      return finished
    }
  }
}

const finish = async (child: ChildProcess): Promise<number | null> => {
  const [code] = await once(child, "close")
  return typeof code === "number" ? code : null
}

const collect = (stream: NodeJS.ReadableStream) => {
  let text = ""
  let listeners: ReadonlyArray<() => void> = []
  stream.setEncoding("utf8").on("data", (chunk) => {
    text += chunk
    for (const listener of listeners) listener()
  })
  const until = (wanted: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve) => {
      const look = () => {
        const found = wanted.exec(text)
        if (found !== null) resolve(found)
      }
      listeners = [...listeners, look]
      look()
    })
  return { text: () => text, until }
}

/** Starts a server at a free port that prints JSON, and waits until it has started. */
export const startForProgram = async (args: ReadonlyArray<string> = []) => {
  const running = run(["--port", "0", "--json", ...args])
  const [line = ""] = await running.printed(/^.*"event":"started".*$/m)
  const { providers, url } = JSON.parse(line)
  /** The events printed so far. */
  const events = (): ReadonlyArray<Record<string, unknown>> =>
    running
      .output()
      .stdout.trim()
      .split("\n")
      .map((each) => JSON.parse(each))
  return { ...running, url, providers, provider: providers[0], events }
}
