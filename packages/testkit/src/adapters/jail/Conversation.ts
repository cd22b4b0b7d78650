/** What is asked of whoever runs a module under test, and what of its answers is believed. */
import type { FromWorker, Step, ToWorker } from "../../subject/Protocol.ts"
import type { SubjectGone } from "../../subject/Subject.ts"
import { type Asked, isAskedFor, readChildMessage } from "./childMessages.ts"
import { limits } from "./limits.ts"

/** Who listens to what a module's process or worker says. */
export interface ConversationOptions {
  readonly runsIn: "process" | "worker"
  readonly hear: (message: FromWorker) => void
  /** Ends what says something that nobody asked for. */
  readonly expel: (problem: string) => void
}

/**
 * Makes the judge's side of a conversation with something that may be the module itself: what has no right form, what nobody asked
 * for, and more than there may be is not heard.
 */
export const makeConversation = ({ expel, hear, runsIn }: ConversationOptions) => {
  let scripts: ReadonlyArray<ReadonlyArray<Step>> = []
  let begunScripts = 0
  let currentStep = -1
  let beats = 0
  let requests = 0
  let isReady = false
  let asked: Asked = "start"
  return {
    begin: (next: ReadonlyArray<ReadonlyArray<Step>>) => {
      scripts = next
      begunScripts = requests = 0
      currentStep = -1
    },
    ask: (message: ToWorker) => {
      if (message._tag !== "answer") asked = message
    },
    began: (step: number) => {
      if (step === 0 && ++begunScripts > scripts.length) return expel("began what nobody asked for")
      currentStep = step
      beats++
    },
    said: (text: string) => {
      const message = readChildMessage(text)
      if (message === null) return expel(`said what its ${runsIn} never says`)
      if (message._tag === "request" && ++requests > limits.requests)
        return expel(`sent more than ${limits.requests} requests at once`)
      if (!isAskedFor(message, asked)) return expel("answered what nobody asked")
      if (message._tag !== "request") asked = null
      isReady ||= message._tag === "ready"
      hear(message)
    },
    isStarting: () => asked === "start",
    isReady: () => isReady,
    /** How many steps have begun so far, and in which script the last one is. */
    progress: () => ({ beats, script: begunScripts - 1 }),
    /** What was running, as far as it has said. */
    during: (): SubjectGone["during"] =>
      isReady ? (scripts[begunScripts - 1]?.[currentStep]?._tag ?? "load") : "start"
  }
}
