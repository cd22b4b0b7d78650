/** A module's end of the channel to the judge, in a browser's worker. */
import type { ToWorker, WireAnswer } from "../subject/Protocol.ts"
import type { WorkerChannel } from "../adapters/WorkerChannel.ts"
import type { ModuleReply, ModuleSetup } from "./workerMessages.ts"

/** The channel, and what the worker was started with. */
export interface ModuleChannel extends Pick<WorkerChannel, "send" | "began"> {
  readonly setup: ModuleSetup
  /** Waits for the judge's next message. */
  readonly receive: () => Promise<ToWorker>
  /** Says that what the module runs in has ended, and why. */
  readonly gone: (why: string) => void
  /** Says what the module needs that a browser does not have. */
  readonly needsNode: (what: string) => void
}

/**
 * Takes the channel over. Call it once, before any of the module's code runs: what runs later finds neither the channel nor a way
 * to the page.
 */
export const takeModuleChannel = (): Promise<ModuleChannel> =>
  new Promise((resolve) => {
    globalThis.addEventListener(
      "message",
      (event) => {
        const [port] = event.ports
        if (port === undefined) return
        resolve(makeChannel(event.data, port))
      },
      { once: true }
    )
  })

const makeChannel = (setup: ModuleSetup, port: MessagePort): ModuleChannel => {
  const { parse, stringify } = JSON
  const post: (reply: ModuleReply) => void = port.postMessage.bind(port)
  const waiting: Array<(message: ToWorker) => void> = []
  const received: Array<ToWorker> = []
  port.onmessage = ({ data }: MessageEvent<string>) => {
    const message: ToWorker = parse(data)
    const next = waiting.shift()
    if (next === undefined) received.push(message)
    else next(message)
  }
  return {
    setup,
    send: (message) => post({ text: stringify(message) }),
    began: (step) => post({ began: step }),
    gone: (gone) => post({ gone }),
    needsNode: (needsNode) => post({ needsNode }),
    receive: () => {
      const message = received.shift()
      return message === undefined
        ? new Promise((resolve) => void waiting.push(resolve))
        : Promise.resolve(message)
    }
  }
}

/** Waits for the answer to a request. */
export const answerFrom = async (
  channel: Pick<ModuleChannel, "receive">,
  request: number
): Promise<WireAnswer> => {
  const message = await channel.receive()
  return message._tag === "answer" && message.request === request
    ? message.answer
    : answerFrom(channel, request)
}
