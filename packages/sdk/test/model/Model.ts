/** What an instance should be like: as simple as its users think of it. */
import { confirmationLifetime, linkLifetime } from "../../src/index.ts"
import type { ClientId, Harness } from "./Harness.ts"

/** A flow. `due` is when its time is over; `visits` counts how often its user was sent to the provider. */
export interface ModelFlow {
  readonly source: "user" | "dhcp" | "reauth"
  readonly account?: number
  step: "oauth_discovery" | "reauth_confirm" | "missing_credentials" | "pick_implementation" | "auth" | "over"
  due: number
  implementation?: ClientId
  visits: number
}

/** A redirect of the provider, which may come back any number of times. */
export interface ModelRedirect {
  readonly flow: number
  readonly visit: number
  readonly implementation: ClientId
  readonly approved: boolean
  readonly due: number
}

/** A linked account. */
export interface ModelAccount {
  implementation: ClientId
  validUntil: number
  isRevoked: boolean
  isRefused: boolean
  isGone: boolean
}

/** The model, whose lists have the order of the real ones. */
export interface Model {
  now: number
  readonly credentials: Set<ClientId>
  readonly flows: Array<ModelFlow>
  readonly redirects: Array<ModelRedirect>
  readonly accounts: Array<ModelAccount>
  /** The states that have come back, by flow and visit. */
  readonly spent: Set<string>
}

/** What the model's flows, redirects and accounts really are. */
export interface Real extends Harness {
  readonly flowIds: Array<string>
  readonly urls: Map<number, string>
  readonly redirects: Array<URLSearchParams>
  readonly accountIds: Array<string>
}

/** Makes the model of an instance fresh out of the box. */
export const makeModel = (): Model => ({
  now: 0,
  credentials: new Set(),
  flows: [],
  redirects: [],
  accounts: [],
  spent: new Set()
})

/** Tells whether a flow waits at one of the steps. */
export const isAt = (model: Model, flow: ModelFlow, ...steps: ReadonlyArray<ModelFlow["step"]>): boolean =>
  flow.due > model.now && steps.includes(flow.step)

/** Leaves a flow at a step. */
export const waitAt = (model: Model, flow: ModelFlow, step: Exclude<ModelFlow["step"], "over">): void => {
  const begunByNobody = step === "oauth_discovery" || step === "reauth_confirm"
  flow.step = step
  flow.due = model.now + (begunByNobody ? confirmationLifetime : linkLifetime)
}

/** Sends a flow's user to the provider. */
export const visit = (model: Model, flow: ModelFlow, implementation: ClientId): void => {
  waitAt(model, flow, "auth")
  flow.implementation = implementation
  flow.visits += 1
}

/** Continues to the implementations: what comes next, by the type or the reason of the result. */
export const choose = (model: Model, flow: ModelFlow): "missing_credentials" | "form" | "external" => {
  const [only, ...others] = model.credentials
  if (only === undefined) {
    waitAt(model, flow, "missing_credentials")
    return "missing_credentials"
  }
  if (others.length === 0) {
    visit(model, flow, only)
    return "external"
  }
  waitAt(model, flow, "pick_implementation")
  return "form"
}

/** Ends the flows that are obsolete once another has linked its account. */
export const endObsolete = (model: Model, account: number | undefined): void => {
  for (const flow of model.flows) {
    const isObsolete =
      flow.step === "oauth_discovery" || (flow.step === "reauth_confirm" && flow.account === account)
    if (isObsolete) flow.step = "over"
  }
}

/** Begins the re-authentication of an account, unless it waits already: its place among the flows. */
export const beginReauth = (model: Model, account: number): number => {
  const waiting = model.flows.findIndex(
    (flow) => flow.account === account && isAt(model, flow, "reauth_confirm")
  )
  if (waiting !== -1) return waiting
  const flow: ModelFlow = { source: "reauth", account, step: "over", due: 0, visits: 0 }
  waitAt(model, flow, "reauth_confirm")
  return model.flows.push(flow) - 1
}

/** Tells whether an account of the integration is linked. */
export const isLinked = (model: Model): boolean => model.accounts.some(({ isGone }) => !isGone)
