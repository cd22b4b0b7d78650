/**
 * Asks one session as its standard input says, a line of JSON each, and prints what the callers got.
 *
 * Arguments: the schema, and the URL of the provider.
 */
import { NodeRuntime } from "@effect/platform-node"
import { Clock, Effect, Logger, Redacted, Stream } from "effect"
import { writeSync } from "node:fs"
import { createInterface } from "node:readline"
import { OAuth2Session } from "../../src/index.ts"
import { layerInstanceIn } from "./instance.ts"
import type { Question, Tally } from "./session.ts"

const [schema = "", provider = ""] = process.argv.slice(2)

/** The system's clock, so many seconds ahead. */
const clockAhead = (seconds: number) =>
  Effect.map(Clock.Clock, (clock): Clock.Clock => {
    const millis = () => clock.currentTimeMillisUnsafe() + seconds * 1_000
    const nanos = () => clock.currentTimeNanosUnsafe() + BigInt(seconds) * 1_000_000_000n
    return {
      currentTimeMillisUnsafe: millis,
      currentTimeMillis: Effect.sync(millis),
      currentTimeNanosUnsafe: nanos,
      currentTimeNanos: Effect.sync(nanos),
      monotonicTimeNanosUnsafe: () => clock.monotonicTimeNanosUnsafe(),
      monotonicTimeNanos: clock.monotonicTimeNanos,
      sleep: (duration) => clock.sleep(duration)
    }
  })

const call = ({ accountId, call }: Question) =>
  OAuth2Session.use((session) =>
    call === "resource"
      ? session
          .httpClient(accountId, { hosts: [new URL(provider).host] })
          .get(`${provider}/resource`)
          .pipe(Effect.map(({ status }) => String(status)))
      : Effect.map(session[call](accountId), ({ accessToken }) => Redacted.value(accessToken))
  ).pipe(Effect.match({ onFailure: ({ _tag }): string => _tag, onSuccess: (given) => given }))

const answer = (question: Question) =>
  Effect.gen(function* () {
    const calls = Effect.replicateEffect(call(question), question.callers, { concurrency: "unbounded" })
    const given = yield* Effect.provideServiceEffect(calls, Clock.Clock, clockAhead(question.ahead))
    const tally: Record<string, number> = {}
    for (const one of given) tally[one] = (tally[one] ?? 0) + 1
    return tally satisfies Tally
  })

// Made when it is read from: what comes before that waits in the pipe.
const questions = Stream.suspend(() =>
  Stream.fromAsyncIterable(createInterface(process.stdin), (error) => error)
)

const answers = Stream.mapEffect(
  questions,
  (line) => {
    const [id, question]: [number, Question | "ping"] = JSON.parse(line)
    return Effect.map(question === "ping" ? Effect.succeed({}) : answer(question), (tally) =>
      writeSync(1, `${JSON.stringify([id, tally])}\n`)
    )
  },
  { concurrency: "unbounded", unordered: true }
)

NodeRuntime.runMain(
  Stream.runDrain(answers).pipe(
    Effect.provide(layerInstanceIn(schema, provider)),
    Effect.provide(Logger.layer([]))
  )
)
