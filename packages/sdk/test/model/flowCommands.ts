/** What users do with flows. */
import { assert } from "@effect/vitest"
import * as fc from "fast-check"
import { LinkingFlow } from "../../src/index.ts"
import { back, command, note, outcome, pick, stepOf } from "./command.ts"
import type { ModelCommand } from "./command.ts"
import { beginReauth, choose, endObsolete, isAt, isLinked, visit, waitAt } from "./Model.ts"
import type { Model, ModelFlow, ModelRedirect, Real } from "./Model.ts"
import { clientIds, credentialOf } from "./Harness.ts"
import type { ClientId } from "./Harness.ts"

const begin = (model: Model, source: "user" | "dhcp"): [ModelFlow, number] => {
  const flow: ModelFlow = { source, step: "over", due: 0, visits: 0 }
  return [flow, model.flows.push(flow) - 1]
}

const start = command("start", async (model, real) => {
  const exit = await real.run(LinkingFlow.use((flow) => flow.start({ domain: "acme" })))
  const [flow, at] = begin(model, "user")
  note(real, at, exit)
  assert.strictEqual(outcome(exit, stepOf), choose(model, flow))
})

const discover = command("discover", async (model, real) => {
  const isInProgress = model.flows.some(({ due, step }) => step !== "over" && due > model.now)
  const exit = await real.run(
    LinkingFlow.use((flow) => flow.start({ domain: "acme", source: { type: "dhcp" } }))
  )
  const [flow, at] = begin(model, "dhcp")
  note(real, at, exit)
  const expected = isLinked(model) ? "already_configured" : isInProgress ? "already_in_progress" : "form"
  if (expected === "form") waitAt(model, flow, "oauth_discovery")
  assert.strictEqual(outcome(exit, stepOf), expected)
})

const startReauth = (index: number) =>
  command(
    `start reauth of ${index}`,
    async (model, real) => {
      const [account, at] = pick(model.accounts, index)
      const source = { type: "reauth", accountId: real.accountIds[at] ?? "" } as const
      const exit = await real.run(LinkingFlow.use((flow) => flow.start({ domain: "acme", source })))
      if (!account.isGone) note(real, beginReauth(model, at), exit)
      assert.strictEqual(outcome(exit, stepOf), account.isGone ? "AccountNotFound" : "form")
    },
    (model) => model.accounts.length > 0
  )

/** A step of a flow that waits at one of the steps given, or is refused. */
const step = (
  name: string,
  index: number,
  steps: ReadonlyArray<ModelFlow["step"]>,
  take: (flow: LinkingFlow["Service"], flowId: string) => ReturnType<LinkingFlow["Service"]["repeat"]>,
  next: (model: Model, flow: ModelFlow) => string
): ModelCommand =>
  command(
    `${name} of flow ${index}`,
    async (model, real) => {
      const [flow, at] = pick(model.flows, index)
      const exit = await real.run(LinkingFlow.use((linking) => take(linking, real.flowIds[at] ?? "")))
      note(real, at, exit)
      const expected = isAt(model, flow, ...steps) ? next(model, flow) : "FlowNotPending"
      assert.strictEqual(outcome(exit, stepOf), expected)
    },
    (model) => model.flows.length > 0
  )

const confirm = (index: number) =>
  step(
    "confirm",
    index,
    ["oauth_discovery", "reauth_confirm"],
    (flow, flowId) => flow.confirm(flowId),
    (model, flow) => choose(model, flow)
  )

const cancel = (index: number) =>
  command(
    `cancel flow ${index}`,
    async (model, real) => {
      const [flow, at] = pick(model.flows, index)
      const exit = await real.run(LinkingFlow.use((linking) => linking.cancel(real.flowIds[at] ?? "")))
      const isWaiting = flow.step !== "over" && flow.due > model.now
      flow.step = "over"
      assert.strictEqual(
        outcome(exit, () => "cancelled"),
        isWaiting ? "cancelled" : "FlowNotPending"
      )
    },
    (model) => model.flows.length > 0
  )

const pickImplementation = (index: number, clientId: ClientId) =>
  command(
    `pick ${clientId} in flow ${index}`,
    async (model, real) => {
      const [flow, at] = pick(model.flows, index)
      const exit = await real.run(
        LinkingFlow.use((linking) => linking.pickImplementation(real.flowIds[at] ?? "", `acme_${clientId}`))
      )
      note(real, at, exit)
      const expected = isAt(model, flow, "pick_implementation")
        ? picked(model, flow, clientId)
        : "FlowNotPending"
      assert.strictEqual(outcome(exit, stepOf), expected)
    },
    (model) => model.flows.length > 0
  )

/** What a choice leads to. One that is not offered counts as none. */
const picked = (model: Model, flow: ModelFlow, clientId: ClientId) => {
  if (!model.credentials.has(clientId)) return choose(model, flow)
  visit(model, flow, clientId)
  return "external"
}

const addCredential = (index: number, clientId: ClientId) =>
  command(
    `enter ${clientId} in flow ${index}`,
    async (model, real) => {
      const [flow, at] = pick(model.flows, index)
      const exit = await real.run(
        LinkingFlow.use((linking) => linking.addCredential(real.flowIds[at] ?? "", credentialOf(clientId)))
      )
      note(real, at, exit)
      const isAsked = isAt(model, flow, "missing_credentials")
      if (isAsked) model.credentials.add(clientId)
      assert.strictEqual(outcome(exit, stepOf), isAsked ? choose(model, flow) : "FlowNotPending")
    },
    (model) => model.flows.length > 0 && !model.credentials.has(clientId)
  )

const repeat = (index: number) =>
  step(
    "repeat",
    index,
    ["oauth_discovery", "reauth_confirm", "missing_credentials", "pick_implementation", "auth"],
    (flow, flowId) => flow.repeat(flowId),
    (model, flow) => {
      if (flow.step === "auth") return visitAgain(model, flow)
      if (flow.step !== "oauth_discovery" && flow.step !== "reauth_confirm") return choose(model, flow)
      const isGone = flow.account !== undefined && model.accounts[flow.account]?.isGone === true
      if (!isGone) waitAt(model, flow, flow.step)
      return isGone ? "AccountNotFound" : "form"
    }
  )

const visitAgain = (model: Model, flow: ModelFlow): string => {
  const { implementation } = flow
  if (implementation !== undefined && model.credentials.has(implementation)) {
    visit(model, flow, implementation)
    return "external"
  }
  flow.step = "over"
  return "oauth_implementation_unavailable"
}

const decide = (index: number, decision: "approve" | "deny") =>
  command(
    `${decision} flow ${index}`,
    async (model, real) => {
      const [flow] = pick(model.flows.filter(wasSent), index)
      await visitFlow(model, real, flow, decision)
    },
    (model) => model.flows.some(wasSent)
  )

const wasSent = ({ visits }: ModelFlow): boolean => visits > 0

const visitFlow = async (model: Model, real: Real, flow: ModelFlow, decision: "approve" | "deny") => {
  const at = model.flows.indexOf(flow)
  const { due, implementation, visits } = flow
  const url = real.urls.get(at)
  if (url === undefined || implementation === undefined) return assert.fail("the user was not sent")
  real.redirects.push(await real.visit(url, decision))
  model.redirects.push({ flow: at, visit: visits, implementation, approved: decision === "approve", due })
}

const callback = (index: number) =>
  command(
    `callback ${index}`,
    async (model, real) => {
      const [redirect, at] = pick(model.redirects, index)
      const query = real.redirects[at] ?? new URLSearchParams()
      const exit = await real.run(LinkingFlow.use((flow) => flow.callback(query)))
      const expected = judge(model, redirect)
      note(real, redirect.flow, exit)
      assert.strictEqual(outcome(exit, stepOf), expected)
    },
    (model) => model.redirects.length > 0
  )

const judge = (model: Model, redirect: ModelRedirect): string => {
  const flow = model.flows[redirect.flow]
  const state = `${redirect.flow} ${redirect.visit}`
  if (redirect.due <= model.now) return "StateExpired"
  if (model.spent.has(state)) return "StateReplayed"
  model.spent.add(state)
  if (flow === undefined || flow.step === "over" || flow.due <= model.now) return "FlowNotPending"
  if (flow.step !== "auth" || flow.visits !== redirect.visit) return "StateMismatch"
  flow.step = "over"
  if (!model.credentials.has(redirect.implementation)) return "oauth_implementation_unavailable"
  if (!redirect.approved) return "user_rejected_authorize"
  return link(model, flow, redirect.implementation)
}

const link = (model: Model, flow: ModelFlow, implementation: ClientId): string => {
  const linked = {
    implementation,
    validUntil: model.now + 3_600,
    isRevoked: false,
    isRefused: false,
    isGone: false
  }
  if (flow.account === undefined) {
    model.accounts.push(linked)
    endObsolete(model, undefined)
    return "create_entry"
  }
  const account = model.accounts[flow.account]
  if (account === undefined || account.isGone) return "AccountNotFound"
  Object.assign(account, linked)
  endObsolete(model, flow.account)
  return "reauth_successful"
}

/** A user who goes all the way with a flow. */
const finish = (back: number) =>
  command(
    `finish flow ${back}`,
    async (model, real) => {
      const [flow] = pick(model.flows, back)
      const [first] = model.credentials
      if (isAt(model, flow, "oauth_discovery", "reauth_confirm")) await confirm(back).run(model, real)
      if (flow.step === "pick_implementation" && first !== undefined)
        await pickImplementation(back, first).run(model, real)
      if (!isAt(model, flow, "auth")) return
      await visitFlow(model, real, flow, "approve")
      await callback(0).run(model, real)
    },
    (model) => model.flows.length > 0
  )

const inTurn = (...commands: ReadonlyArray<ModelCommand>) =>
  command(
    commands.join(", "),
    async (model, real) => {
      for (const one of commands) if (await one.check(model)) await one.run(model, real)
    },
    (model) => model.credentials.size > 0
  )

const clientId = fc.constantFrom(...clientIds)

/** The commands on flows. */
export const flowCommands: ReadonlyArray<fc.Arbitrary<ModelCommand>> = [
  fc.constant(inTurn(start, finish(0))),
  back.map((at) => inTurn(startReauth(at), finish(0))),
  back.map(finish),
  fc.constant(start),
  fc.constant(discover),
  back.map(startReauth),
  back.map(confirm),
  back.map(cancel),
  fc.tuple(back, clientId).map(([at, client]) => pickImplementation(at, client)),
  fc.tuple(back, clientId).map(([at, client]) => addCredential(at, client)),
  back.map(repeat),
  fc.tuple(back, fc.constantFrom("approve", "approve", "deny")).map(([at, decision]) => decide(at, decision)),
  back.map(callback),
  back.map(callback)
]
