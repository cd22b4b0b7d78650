/** Sessions in processes of their own, which ask for tokens when they are told to. */
import { Effect } from "effect"
import { createInterface } from "node:readline"
import { kill, start } from "./workers.ts"

/**
 * What a process is asked to do: so many callers at once ask for a token (`validToken`), a refresh (`refresh`) or the
 * provider's resource (`resource`), by a clock that is so many seconds ahead of the system's.
 */
export interface Question {
  readonly call: "validToken" | "refresh" | "resource"
  readonly accountId: string
  readonly callers: number
  readonly ahead: number
}

/** How many of the callers got what: an access token, the status of a response, or the tag of an error. */
export type Tally = Readonly<Record<string, number>>

/** A session in a process. */
export interface Session {
  /** Asks, and does not wait: the effect given does, for a tally that is empty where the process died before. */
  readonly ask: (question: Question) => Effect.Effect<Effect.Effect<Tally>>
  /** Waits until the process has begun all that it was asked. */
  readonly ping: Effect.Effect<void>
  readonly kill: Effect.Effect<void>
}

/** Starts a process with a session in a schema, for as long as the scope lasts. */
export const startSession = (schema: string, provider: string) =>
  Effect.gen(function* () {
    const worker = yield* Effect.acquireRelease(
      Effect.sync(() => start("sessionWorker.ts", schema, provider)),
      kill
    )
    const waiting: Array<(tally: Tally) => void> = []
    createInterface(worker.stdout).on("line", (line) => {
      const [id, tally]: [number, Tally] = JSON.parse(line)
      waiting[id]?.(tally)
    })
    worker.once("exit", () => waiting.forEach((answer) => answer({})))
    const ask = (question: Question | "ping") =>
      Effect.sync(() => {
        const answer = new Promise<Tally>((resolve) => waiting.push(resolve))
        worker.stdin.write(`${JSON.stringify([waiting.length - 1, question])}\n`)
        return Effect.promise(() => answer)
      })
    const ping = Effect.asVoid(Effect.flatten(ask("ping")))
    yield* ping
    return { ask, ping, kill: kill(worker) } satisfies Session
  })

/** Asks several processes at once, and gives what each of them answered. */
export const askAll = (sessions: ReadonlyArray<Session>, question: Question) =>
  Effect.gen(function* () {
    const answers = yield* Effect.forEach(sessions, ({ ask }) => ask(question))
    return yield* Effect.all(answers, { concurrency: "unbounded" })
  })
