/** What happens at once: each command begins something and does not wait for it. */
import { Cause, Effect, Exit, Option } from "effect"
import * as fc from "fast-check"
import { CredentialStore, LinkingFlow, linkLifetime, OAuth2Session, removeAccount } from "../../src/index.ts"
import type { FlowResult, LinkSource } from "../../src/index.ts"
import { clientIds, credentialOf } from "./Harness.ts"
import type { ClientId, Harness } from "./Harness.ts"

/** What has begun, and what came of it so far. */
export interface Turmoil extends Harness {
  readonly begun: Array<Promise<unknown>>
  readonly flowIds: Array<string>
  readonly redirects: Array<URLSearchParams>
  readonly seen: Map<string, number>
  readonly defects: Array<string>
}

/** A command of a run that has no model: whatever happens, what the witness insists on holds. */
export type TurmoilCommand = fc.AsyncCommand<object, Turmoil>

const command = (name: string, run: (turmoil: Turmoil) => Promise<unknown> | undefined): TurmoilCommand => ({
  check: () => true,
  run: async (_, turmoil) => {
    const begun = run(turmoil)
    if (begun !== undefined) turmoil.begun.push(begun)
  },
  toString: () => name
})

const latest = <A>(all: ReadonlyArray<A>, back: number): A | undefined =>
  all[all.length - 1 - (all.length === 0 ? 0 : back % all.length)]

const goOn = async (
  turmoil: Turmoil,
  exit: Exit.Exit<FlowResult, unknown>,
  process: number
): Promise<void> => {
  if (Exit.isFailure(exit)) return
  const { value } = exit
  turmoil.flowIds.push(value.flowId)
  if (value.type === "form") {
    const { flowId, stepId } = value
    const next = LinkingFlow.use((flow) =>
      stepId === "pick_implementation"
        ? flow.pickImplementation(flowId, value.options[0]?.domain ?? "")
        : flow.confirm(flowId)
    )
    await goOn(turmoil, await turmoil.run(next, process), process)
  }
  if (value.type === "external") turmoil.redirects.push(await turmoil.visit(value.url, "approve"))
}

const start = (process: number, source?: LinkSource) => async (turmoil: Turmoil) => {
  const flow = LinkingFlow.use((linking) => linking.start({ domain: "acme", source }))
  await goOn(turmoil, await turmoil.run(flow, process), process)
}

const takeBack = async (turmoil: Turmoil, query: URLSearchParams, process: number, times: number) => {
  const take = () =>
    turmoil.run(
      LinkingFlow.use((flow) => flow.callback(query)),
      process
    )
  const exits = await Promise.all(Array.from({ length: times }, take))
  for (const exit of exits) tally(turmoil, "callback", exit)
}

/** Goes all the way, and the redirect comes back so many times at once. */
const finish = async (turmoil: Turmoil, process: number, times: number, source?: LinkSource) => {
  await start(process, source)(turmoil)
  const query = turmoil.redirects.at(-1)
  if (query !== undefined) await takeBack(turmoil, query, process, times)
}

/** Adds a credential, and links an account with it. */
export const setUp = async (turmoil: Turmoil): Promise<void> => {
  const credential = credentialOf("one")
  await turmoil.run(CredentialStore.use((store) => store.create({ domain: "acme", credential })))
  await finish(turmoil, 0, 1)
}

const link = (process: number, times: number) =>
  command(`link in process ${process}, ${times} callbacks`, (turmoil) => finish(turmoil, process, times))

const relink = (type: "reauth" | "reconfigure", process: number, back: number) =>
  command(`${type} ${back} in process ${process}`, (turmoil) => {
    const account = latest(turmoil.witness.accounts(), back)
    return account === undefined ? undefined : finish(turmoil, process, 1, { type, accountId: account.id })
  })

const repeat = (process: number, back: number) =>
  command(`repeat ${back} in process ${process}`, async (turmoil) => {
    const flowId = latest(turmoil.flowIds, back)
    if (flowId === undefined) return
    await goOn(
      turmoil,
      await turmoil.run(
        LinkingFlow.use((flow) => flow.repeat(flowId)),
        process
      ),
      process
    )
  })

const callback = (process: number, back: number, times: number) =>
  command(`callback ${back} in process ${process}, ${times} times`, (turmoil) => {
    const query = latest(turmoil.redirects, back)
    if (query === undefined) return undefined
    const take = () =>
      turmoil.run(
        LinkingFlow.use((flow) => flow.callback(query)),
        process
      )
    return Promise.all(Array.from({ length: times }, async () => tally(turmoil, "callback", await take())))
  })

const use = (process: number, back: number, callers: number, force: boolean) =>
  command(`${callers} callers ${force ? "refresh" : "use"} ${back} in process ${process}`, (turmoil) => {
    const account = latest(turmoil.witness.accounts(), back)
    if (account === undefined) return undefined
    const ask = OAuth2Session.use((session) =>
      Effect.tap(force ? session.refresh(account.id) : session.validToken(account.id), (token) =>
        Effect.sync(() => turmoil.witness.given(token))
      )
    )
    return Promise.all(
      Array.from({ length: callers }, async () => tally(turmoil, "use", await turmoil.run(ask, process)))
    )
  })

const give = (process: number, clientId: ClientId) =>
  command(`add credential ${clientId} in process ${process}`, (turmoil) => {
    const credential = credentialOf(clientId)
    return turmoil.run(
      CredentialStore.use((store) =>
        Effect.flatMap(store.list, (all) =>
          all.some(({ id }) => id === `acme_${clientId}`)
            ? Effect.void
            : store.create({ domain: "acme", credential })
        )
      ),
      process
    )
  })

const take = (process: number, clientId: ClientId) =>
  command(`delete credential ${clientId} in process ${process}`, async (turmoil) =>
    tally(
      turmoil,
      "delete credential",
      await turmoil.run(
        CredentialStore.use((store) => store.remove(`acme_${clientId}`)),
        process
      )
    )
  )

const remove = (process: number, back: number) =>
  command(`remove ${back} in process ${process}`, (turmoil) => {
    const account = latest(turmoil.witness.accounts(), back)
    return account === undefined ? undefined : turmoil.run(removeAccount(account.id), process)
  })

const revoke = (back: number) =>
  command(`revoke ${back}`, (turmoil) => {
    const account = latest(turmoil.witness.accounts(), back)
    const token = account?.token.refreshToken
    return account === undefined || token === undefined
      ? undefined
      : turmoil.revoke(account.authImplementation.replace("acme_", ""), token)
  })

const fail = (times: number) =>
  command(`the next ${times} requests fail`, async (turmoil) => {
    const action = { _tag: "Status", status: 503 } as const
    turmoil.provider.setFaults([{ match: { endpoint: "token" }, times, action }])
  })

/** Counts what became of an effect. Only a restart may leave one without an end. */
const tally = (turmoil: Turmoil, what: string, exit: Exit.Exit<unknown, { readonly _tag: string }>): void => {
  const error = Option.getOrUndefined(Exit.findErrorOption(exit))
  const isDefect = Exit.isFailure(exit) && error === undefined && !Cause.hasInterruptsOnly(exit.cause)
  const key = `${what}: ${error?._tag ?? (isDefect ? Cause.pretty(exit.cause) : exit._tag)}`
  turmoil.seen.set(key, (turmoil.seen.get(key) ?? 0) + 1)
  if (isDefect) turmoil.defects.push(key)
}

const back = fc.oneof(fc.constant(0), fc.nat({ max: 4 }))
const process = fc.nat({ max: 1 })
const clientId = fc.constantFrom(...clientIds)

/** The commands of a run with two processes. */
export const interleavedCommands: ReadonlyArray<fc.Arbitrary<TurmoilCommand>> = [
  process.map((at) => command(`start in process ${at}`, start(at))),
  fc.tuple(process, fc.constantFrom(1, 2)).map((how) => link(...how)),
  fc.tuple(fc.constantFrom("reauth", "reconfigure"), process, back).map((how) => relink(...how)),
  fc.tuple(process, back).map((how) => repeat(...how)),
  fc.tuple(process, back, fc.constantFrom(1, 2)).map((how) => callback(...how)),
  fc.tuple(process, back, fc.constantFrom(1, 3), fc.boolean()).map((how) => use(...how)),
  fc.tuple(process, back, fc.constantFrom(1, 3), fc.boolean()).map((how) => use(...how)),
  fc.tuple(process, clientId).map((how) => give(...how)),
  fc.tuple(process, clientId).map((how) => take(...how)),
  fc.tuple(process, back).map((how) => remove(...how)),
  back.map(revoke),
  fc.constantFrom(1, 2).map(fail),
  fc
    .constantFrom(30, linkLifetime, 3_600)
    .map((seconds) => command(`wait ${seconds} s`, ({ advance }) => advance(seconds))),
  process.map((at) => command(`restart process ${at}`, ({ restart }) => restart(at)))
]
