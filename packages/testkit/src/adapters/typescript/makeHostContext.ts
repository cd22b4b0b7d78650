/** The host context of a module in a worker: its network is the runner. */
import type { FromWorker, ToWorker, WireAnswer, WireRequest } from "../../subject/Protocol.ts"
import type { WorkerChannel } from "../WorkerChannel.ts"
import { makeEntropy } from "./Entropy.ts"
import { makeRecorder } from "./Recorder.ts"
import { makeVirtualTime } from "./VirtualTime.ts"
import { makeClientFetch, makeWireFetch, type Wire } from "./WireFetch.ts"
import type { HostContext } from "./HostContext.ts"

/** Which script and step requests come from, and what answers them if that is known here. */
export interface Sender {
  readonly id: number
  readonly step: number
  readonly answer?: (request: WireRequest) => WireAnswer
}

/**
 * Makes the hostContext, and `setSender` to tell it what runs.
 */
export const makeHostContext = (
  channel: Pick<WorkerChannel, "send"> & {
    /** The runner's next message: at once where the thread can stand still for it. */
    readonly receiveNow: () => ToWorker | Promise<ToWorker>
  },
  clean: (text: string) => string,
  beforeTaking: () => void
): {
  readonly hostContext: HostContext
  readonly setSender: (sender: Sender | null) => void
} => {
  const waiting = new Map<number, (answer: WireAnswer) => void>()
  const recorder = makeRecorder(clean, beforeTaking)
  let lastRequest = 0
  let sender: Sender | null = null

  const hear = (message: ToWorker) => {
    if (message._tag !== "answer") return
    const resolve = waiting.get(message.request)
    waiting.delete(message.request)
    resolve?.(message.answer)
  }
  const wire: Wire = (request) => {
    // While no script runs, at load for example, there is nobody to answer.
    if (sender === null) return { _tag: "ConnectionFailure" }
    const { answer, ...from } = sender
    if (answer) return answer(request)
    const number = ++lastRequest
    const message: FromWorker = { _tag: "request", ...from, request: number, wire: request }
    channel.send(message)
    return new Promise((resolve) => void waiting.set(number, resolve))
  }

  const hostContext: HostContext = {
    time: makeVirtualTime((defect) =>
      recorder.log({ level: "ERROR", logger: "uncaughtException", message: String(defect) })
    ),
    entropy: makeEntropy(),
    recorder,
    clientFetch: makeClientFetch(wire),
    fetch: makeWireFetch(wire),
    work: { pending: 0 },
    awaitsAnswer: () => waiting.size > 0,
    nextAnswer: () => {
      const message = channel.receiveNow()
      return message instanceof Promise ? message.then(hear) : hear(message)
    }
  }
  return {
    hostContext,
    setSender: (next) => {
      sender = next
      waiting.clear()
    }
  }
}
