/** One jailed process that a module under test runs in: started, fed and watched. */
import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import type { Socket } from "node:net"
import { fileURLToPath } from "node:url"
import { SubjectGone } from "../../subject/Subject.ts"
import { isBundleCurrent } from "../bundle.ts"
import type { Snapshot } from "../python/Snapshot.ts"
import { type Listener, nothingYet, type RunningWorker } from "../RunningWorker.ts"
import { makePatrol, makeWatch } from "../Watch.ts"
import { jailed } from "./commandLine.ts"
import { makeConversation } from "./Conversation.ts"
import { type Frame, makeFrameReader, secretBytes } from "./frames.ts"
import { limits } from "./limits.ts"
import type { ProcessSetup } from "./ProcessChannel.ts"

/**
 * What a module's process is started with.
 */
export interface ChildOptions {
  readonly isolation: "os" | "process"
  /** The process's script: it takes the channel over before anything else. */
  readonly entry: URL
  readonly modulePath: string
  /** The folder that it starts in. */
  readonly folder: string
  readonly nodeOptions: ReadonlyArray<string>
  readonly readable: ReadonlyArray<string>
  /** Where a copy of Python's memory is kept, if the module is one of Python's. */
  readonly snapshot: Snapshot | null
  readonly stackMb: number
  readonly timeLimitMillis: number
  readonly startLimitMillis: number
}

/**
 * Starts a jailed process. It keeps the judge's process not alive, is watched while something runs in it, and ends where
 * it says what nobody asked for.
 */
export const startChild = (options: ChildOptions): RunningWorker => {
  const { snapshot, timeLimitMillis } = options
  const kept = snapshot?.path !== undefined && snapshot.isThere() ? snapshot.path : null
  const { args, command } = jailed(options.isolation, {
    nodeOptions: [...options.nodeOptions, ...nodeOptionsOf(options.entry)],
    readable: kept === null ? options.readable : [...options.readable, kept],
    stackMb: options.stackMb
  })
  const child = spawn(command, args, {
    cwd: options.folder,
    env: {},
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    windowsHide: true
  })
  const channel = child.stdio[3] as Socket
  const secret = randomBytes(secretBytes)
  const readFrames = makeFrameReader(secret, limits)
  const watch = makeWatch(() => performance.now())
  let listener: Listener | null = null
  let alive = true
  let complaint = ""

  const rest = () => {
    listener = null
    patrol.stop()
    channel.unref()
  }
  const gone = (reason: SubjectGone["reason"], message: string) => {
    const told = listener
    const during = conversation.during()
    alive = alive && reason !== "crash"
    rest()
    told?.gone(new SubjectGone({ reason, during, message }))
  }
  const expel = (problem: string) => {
    gone("crash", `The module ${problem}.`)
    end()
  }
  const end = () => {
    alive = false
    rest()
    channel.destroy()
    child.stderr?.destroy()
    child.kill("SIGKILL")
  }

  const conversation = makeConversation({
    runsIn: "process",
    hear: (message) => listener?.message(message),
    expel
  })
  const hear = (frame: Frame) => {
    watch.alive()
    switch (frame._tag) {
      case "Broken":
        return expel(frame.problem)
      case "Memory":
        return conversation.isStarting() ? snapshot?.write(frame.body) : expel("sent what nobody asked for")
      case "Began":
        return conversation.began(frame.step)
      case "Message":
        return conversation.said(new TextDecoder().decode(frame.body))
    }
  }
  const patrol = makePatrol({
    timeLimitMillis,
    find: () => {
      const { beats, script } = conversation.progress()
      return watch.look(beats, script)
    },
    tell: (problem) => gone("hang", problem)
  })
  const send = (text: string) => {
    const length = Buffer.alloc(4)
    const body = Buffer.from(text)
    length.writeUInt32LE(body.length)
    channel.write(length)
    channel.write(body)
  }

  channel.on("data", (chunk: Buffer) => {
    for (const frame of readFrames(chunk)) if (alive) hear(frame)
  })
  // What is written to a process that has ended: its end is reported by itself.
  channel.on("error", () => undefined)
  child.stderr?.on("data", (chunk: Buffer) => {
    if (complaint.length < limits.errorBytes) complaint += chunk.toString("latin1")
  })
  child.on("error", (error) => gone("crash", error.message))
  child.on("close", () => gone("crash", conversation.isReady() ? endOf(complaint) : complaint))
  child.unref()
  if (child.stderr !== null) unref(child.stderr)
  channel.unref()
  channel.write(secret)
  const setup = { modulePath: options.modulePath, snapshotPath: kept, isBundled: isBundleCurrent() }
  send(JSON.stringify(setup satisfies ProcessSetup))

  return {
    module: nothingYet,
    send: (message) => {
      conversation.ask(message)
      send(JSON.stringify(message))
      watch.alive()
    },
    begin: (during, nextScripts, next) => {
      listener = next
      conversation.begin(nextScripts)
      watch.begin(during === "load" ? options.startLimitMillis : timeLimitMillis)
      channel.ref()
      patrol.start()
    },
    limit: () => watch.begin(timeLimitMillis),
    waitBriefly: () => undefined,
    rest,
    alive: () => alive,
    isReady: conversation.isReady,
    end,
    leave: async () => end()
  }
}

const unref = (stream: object) => {
  if ("unref" in stream && typeof stream.unref === "function") stream.unref()
}

/** The repository's own packages are found as sources where the process's script is one. */
const nodeOptionsOf = (entry: URL): ReadonlyArray<string> => [
  ...(entry.pathname.endsWith(".ts") ? ["--conditions=application-credentials-source"] : []),
  "--no-warnings",
  fileURLToPath(entry)
]

const endOf = (complaint: string): string =>
  /heap out of memory|Allocation failed|Failed to allocate|Cannot allocate memory/.test(complaint)
    ? `The module needed more memory than it may have: ${limits.memoryBytes / 2 ** 30} GiB.`
    : "The module ended the process that it runs in."
