/** Starts a browser's worker that a module under test runs in, feeds it and watches it. */
import { makeConversation } from "../adapters/jail/Conversation.ts"
import { type Listener, nothingYet, type RunningWorker } from "../adapters/RunningWorker.ts"
import { makePatrol, makeWatch } from "../adapters/Watch.ts"
import { SubjectGone } from "../subject/Subject.ts"
import { startWorker } from "./startWorker.ts"
import type { ModuleReply, ModuleSetup } from "./workerMessages.ts"

/** What a module's worker is started with. */
export interface ModuleStart {
  readonly url: string
  readonly setup: ModuleSetup
  readonly timeLimitMillis: number
  readonly startLimitMillis: number
  /** Hears what the module needs that a browser does not have: there is nothing to judge then. */
  readonly needsNode: (what: string) => void
}

/** Starts the worker. It is believed nothing that it was not asked for. */
export const startModule = ({
  needsNode,
  setup,
  startLimitMillis,
  timeLimitMillis,
  url
}: ModuleStart): RunningWorker => {
  const { port1: port, port2 } = new MessageChannel()
  const worker = startWorker(url)
  const watch = makeWatch(() => performance.now())
  let listener: Listener | null = null
  let alive = true

  const rest = () => {
    listener = null
    patrol.stop()
  }
  const end = () => {
    alive = false
    rest()
    port.close()
    worker.terminate()
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
  const conversation = makeConversation({
    runsIn: "worker",
    hear: (message) => listener?.message(message),
    expel
  })
  const hear = (reply: ModuleReply) => {
    watch.alive()
    if ("gone" in reply) return gone("crash", String(reply.gone))
    if ("needsNode" in reply) return needsNode(String(reply.needsNode))
    if ("began" in reply) return conversation.began(reply.began)
    conversation.said(reply.text)
  }
  const patrol = makePatrol({
    timeLimitMillis,
    find: () => {
      const { beats, script } = conversation.progress()
      return watch.look(beats, script)
    },
    tell: (problem) => gone("hang", problem)
  })

  port.onmessage = ({ data }: MessageEvent<ModuleReply>) => {
    if (alive) hear(data)
  }
  worker.onerror = (event) => {
    gone("crash", event.message === "" ? "The module's worker could not be loaded." : event.message)
  }
  worker.postMessage(setup, [port2])

  return {
    module: nothingYet,
    send: (message) => {
      conversation.ask(message)
      port.postMessage(JSON.stringify(message))
      watch.alive()
    },
    begin: (during, nextScripts, next) => {
      listener = next
      conversation.begin(nextScripts)
      watch.begin(during === "load" ? startLimitMillis : timeLimitMillis)
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
