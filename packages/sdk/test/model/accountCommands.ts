/** What happens to credentials and accounts, and to time and processes. */
import { assert } from "@effect/vitest"
import { Exit } from "effect"
import * as fc from "fast-check"
import {
  confirmationLifetime,
  CredentialStore,
  LinkingFlow,
  linkLifetime,
  OAuth2Session,
  removeAccount
} from "../../src/index.ts"
import { back, command, outcome, pick } from "./command.ts"
import type { ModelCommand } from "./command.ts"
import { beginReauth } from "./Model.ts"
import type { Model, ModelAccount, Real } from "./Model.ts"
import { clientIds, credentialOf } from "./Harness.ts"
import type { ClientId } from "./Harness.ts"

const create = (clientId: ClientId) =>
  command(
    `add credential ${clientId}`,
    async (model, real) => {
      const credential = credentialOf(clientId)
      await real.run(CredentialStore.use((store) => store.create({ domain: "acme", credential })))
      model.credentials.add(clientId)
    },
    (model) => !model.credentials.has(clientId)
  )

const remove = (clientId: ClientId) =>
  command(`delete credential ${clientId}`, async (model, real) => {
    const exit = await real.run(CredentialStore.use((store) => store.remove(`acme_${clientId}`)))
    const isUsed = model.accounts.some(({ implementation, isGone }) => !isGone && implementation === clientId)
    const expected = !model.credentials.has(clientId)
      ? "CredentialNotFound"
      : isUsed
        ? "CredentialInUse"
        : "removed"
    if (expected === "removed") model.credentials.delete(clientId)
    assert.strictEqual(
      outcome(exit, () => "removed"),
      expected
    )
  })

/** What becomes of an account whose token is asked for, and whether a request is sent. */
const expectToken = (model: Model, at: number, account: ModelAccount, force: boolean) => {
  if (account.isGone) return { expected: "AccountNotFound", sent: 0 }
  if (account.isRefused) return { expected: "ReauthenticationRequired", sent: 0 }
  if (!force && account.validUntil > model.now + 20) return { expected: "token", sent: 0 }
  if (account.isRevoked) {
    account.isRefused = true
    return { expected: "ReauthenticationRequired", sent: 1, begun: beginReauth(model, at) }
  }
  account.validUntil = model.now + 3_600
  return { expected: "token", sent: 1 }
}

const token = (index: number, callers: number, force: boolean) =>
  command(
    `${callers} callers ${force ? "refresh" : "use"} account ${index}`,
    async (model, real) => {
      const [account, at] = pick(model.accounts, index)
      const accountId = real.accountIds[at] ?? ""
      const before = real.provider.calls("token").length
      const ask = OAuth2Session.use((session) =>
        force ? session.refresh(accountId) : session.validToken(accountId)
      )
      const exits = await Promise.all(Array.from({ length: callers }, () => real.run(ask)))
      const { begun, expected, sent } = expectToken(model, at, account, force)
      for (const exit of exits) {
        const given = outcome(exit, (token) => {
          real.witness.given(token)
          return "token"
        })
        assert.strictEqual(given, expected)
      }
      assert.strictEqual(real.provider.calls("token").length - before, sent)
      if (begun !== undefined) await noteReauth(real, begun, accountId)
    },
    (model) => model.accounts.length > 0
  )

/** Takes down the flow that the session has begun. */
const noteReauth = async (real: Real, flow: number, accountId: string) => {
  const exit = await real.run(LinkingFlow.use(({ pending }) => pending))
  const links = Exit.isSuccess(exit) ? exit.value : []
  const begun = links.filter(({ source }) => source.type === "reauth" && source.accountId === accountId)
  assert.isAtLeast(begun.length, 1)
  const waiting = begun.filter(({ step }) => step.id === "reauth_confirm")
  assert.strictEqual(waiting.length, 1)
  real.flowIds[flow] = waiting[0]?.flowId ?? ""
}

const revoke = (index: number) =>
  command(
    `revoke account ${index}`,
    async (model, real) => {
      const [account, at] = pick(model.accounts, index)
      const linked = real.witness.accounts().find(({ id }) => id === real.accountIds[at])
      const token = linked?.token.refreshToken
      if (linked === undefined || token === undefined) return
      await real.revoke(account.implementation, token)
      account.isRevoked = true
    },
    (model) => model.accounts.length > 0
  )

const removeLinked = (index: number) =>
  command(
    `remove account ${index}`,
    async (model, real) => {
      const [account, at] = pick(model.accounts, index)
      const exit = await real.run(removeAccount(real.accountIds[at] ?? ""))
      assert.strictEqual(
        outcome(exit, () => "removed"),
        account.isGone ? "AccountNotFound" : "removed"
      )
      account.isGone = true
      for (const flow of model.flows) if (flow.account === at) flow.step = "over"
    },
    (model) => model.accounts.length > 0
  )

const wait = (seconds: number) =>
  command(`wait ${seconds} s`, async (model, real) => {
    await real.advance(seconds)
    model.now += seconds
  })

const restart = command("restart", (_, real) => real.restart())

const clientId = fc.constantFrom(...clientIds)
const times = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(30, linkLifetime - 1, 3_580) },
  { weight: 1, arbitrary: fc.constantFrom(linkLifetime, confirmationLifetime) }
)
const use = fc.tuple(back, fc.constantFrom(1, 5), fc.boolean())

/** The commands on credentials, accounts, time and processes. */
export const accountCommands: ReadonlyArray<fc.Arbitrary<ModelCommand>> = [
  clientId.map(create),
  clientId.map(remove),
  use.map((how) => token(...how)),
  use.map((how) => token(...how)),
  back.map(revoke),
  back.map(removeLinked),
  times.map(wait),
  fc.constant(restart)
]
