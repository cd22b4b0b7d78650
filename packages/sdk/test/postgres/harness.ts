/** One account, and processes that use it. */
import type { MockProvider, MockProviderOptions } from "@application-credentials/mock-provider"
import { assert } from "@effect/vitest"
import { Effect, Redacted } from "effect"
import type { Scope } from "effect"
import { SqlClient } from "effect/sql"
import { LinkedAccounts, LinkingFlow, Storage } from "../../src/index.ts"
import type { InstanceServices, LinkedAccount } from "../../src/index.ts"
import { layerInstanceIn } from "./instance.ts"
import { lifetime, link, serveProvider } from "./provider.ts"
import { emptySchema } from "./server.ts"
import { startSession } from "./session.ts"
import type { Question, Session, Tally } from "./session.ts"

/** An account at a provider, and three processes with a session each. */
export interface Harness {
  readonly account: LinkedAccount
  readonly served: MockProvider
  readonly sessions: readonly [Session, Session, Session]
  /** Starts another process. */
  readonly another: Effect.Effect<Session, never, Scope.Scope>
  /** How many token requests were sent since the account was linked. */
  readonly sent: () => number
}

/** Runs a test in a harness of its own. */
export const inHarness = <A, E>(
  test: (harness: Harness) => Effect.Effect<A, E, InstanceServices | Scope.Scope | SqlClient.SqlClient>,
  options?: Partial<MockProviderOptions>
) =>
  Effect.gen(function* () {
    const { served, url } = yield* serveProvider(options)
    const schema = yield* emptySchema
    const another = startSession(schema, url)
    const [one, two, three] = yield* Effect.all([another, another, another], { concurrency: "unbounded" })
    return yield* Effect.gen(function* () {
      const account = yield* link
      const sent = () => served.calls("token").length - 1
      return yield* test({ account, served, sessions: [one, two, three], another, sent })
    }).pipe(Effect.provide(layerInstanceIn(schema, url)))
  }).pipe(Effect.scoped)

const callers = 100

/** Asks for a token when so many tokens of an account have expired, one after the other. */
export const afterExpiries = ({ id: accountId }: LinkedAccount, expiries = 1): Question => ({
  call: "validToken",
  accountId,
  callers,
  ahead: lifetime * expiries
})

/** The answer of a process whose callers all got the same. */
export const all = (given: string): Tally => ({ [given]: callers })

/** The access token that is stored. */
export const storedToken = ({ id }: LinkedAccount) =>
  LinkedAccounts.use((accounts) =>
    Effect.map(accounts.get(id), ({ token }) => Redacted.value(token.accessToken))
  )

/** The flows that wait for a user to link an account again. */
export const reauthentications = LinkingFlow.use(({ pending }) =>
  Effect.map(pending, (flows) => flows.filter(({ source }) => source.type === "reauth"))
)

/** Waits until a condition holds that other processes bring about. */
export const until = <E, R>(condition: Effect.Effect<boolean, E, R>) =>
  SqlClient.SqlClient.use((sql) => Effect.andThen(sql`SELECT pg_sleep(0.01)`, condition)).pipe(
    Effect.repeat({ until: (holds) => holds, times: 2_000 }),
    Effect.map((holds) => assert.isTrue(holds, "what was waited for did not come about"))
  )

/** Lets as much time pass at the database as others would need to continue who do not wait. */
export const aWhile = SqlClient.SqlClient.use((sql) => sql`SELECT pg_sleep(0.3)`)

/** Waits until so many token requests have been sent, or more. */
export const untilSent = ({ sent }: Harness, count: number) => until(Effect.sync(() => sent() >= count))

/** Lets nobody write an account while an effect runs, which is given whether somebody waits to. */
export const whileUnwritable = <A, E, R>(
  { id }: LinkedAccount,
  effect: (isWaitedFor: Effect.Effect<boolean>) => Effect.Effect<A, E, R>
) =>
  Effect.gen(function* () {
    const { atomically } = yield* Storage
    const sql = yield* SqlClient.SqlClient
    const waiters = sql`SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
    const isWaitedFor = Effect.orDie(Effect.map(waiters, ({ length }) => length > 0))
    return yield* effect(isWaitedFor).pipe(atomically(`application_credentials.accounts/${id}`))
  })
