/**
 * What is not known of what was seen, as a package is not installed here or Home Assistant is not modelled that far. Texts have
 * marks where it is; which requirement rests on which of them is one table.
 */
import { Effect } from "effect"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Described, Outcome, Step, WireRequest } from "../subject/Protocol.ts"
import { isMembers } from "../subject/members.ts"
import type { CheckContext } from "./Harness.ts"
import { missingPackages } from "./outcomes.ts"
import type { Evaluation } from "./Tally.ts"
import { binaryFromBase64 } from "./binaryFromBase64.ts"

/**
 * Where a mark was found: `getAuthImplementation.name`, `address.authorize` and `address.token` (wherever they show),
 * `query.scope` of the authorize URL, `exchange.body.code`, `refresh.headers.authorization`, `exchange.resolved.access_token`.
 * A part holds those below it.
 */
type Part = string

/** What a requirement's verdict rests on. */
interface Reliance {
  /** It cannot be judged where one of these is not known. */
  readonly on?: ReadonlyArray<Part>
  /** These addresses are taken for sound ones, so that a fault elsewhere is seen, and nothing passes. */
  readonly assuming?: ReadonlyArray<Part>
  /** These addresses are compared with others, and nothing is held against the module that a different one would excuse. */
  readonly comparing?: ReadonlyArray<Part>
  /** It passes only where all code ran that was called. */
  readonly onAllCode?: true
}

const addresses: Reliance = { assuming: ["address.authorize", "address.token"] }
const nothing: Reliance = {}
const clientParameters = ["headers.authorization", "body.client_secret", "body.client_id"]
const exchangeClient = clientParameters.map((part) => `exchange.${part}`)
const refreshClient = clientParameters.map((part) => `refresh.${part}`)

/** What is asked of a token request depends on the provider, which its address tells. */
const ofProvider = (...on: ReadonlyArray<Part>): Reliance => ({ on, comparing: ["address.token"] })

/**
 * A requirement that is not here rests on everything. What a config flow rests on, its checks say themselves: it is another value
 * in each story.
 */
const reliances: { readonly [id in RequirementId]?: Reliance } = {
  "AUT-1": { on: ["query.response_type"], comparing: ["address.authorize"] },
  "AUT-2": { on: ["query.client_id"], comparing: ["address.authorize"] },
  "AUT-3": { on: ["query.redirect_uri"] },
  "AUT-4": { on: ["query.state"] },
  "AUT-5": nothing,
  "AUT-6": { onAllCode: true },
  "AUT-7": { on: ["query.code_challenge", "query.code_challenge_method", "exchange.body.code_verifier"] },
  "AUT-8": { on: ["query.code_challenge", "exchange.body.code_verifier"] },
  "AUT-10": { on: ["query.response_type", "query.client_id", "query.redirect_uri", "query.state"] },
  "AUT-11": { on: ["query.scope"] },
  "FLO-1": nothing,
  "FLO-2": nothing,
  "FLO-3": nothing,
  "FLO-4": nothing,
  "FLO-5": nothing,
  "FLO-6": nothing,
  "FLO-7": nothing,
  "FLO-8": nothing,
  "FLO-9": nothing,
  "FLO-10": nothing,
  "FLO-11": nothing,
  "IMP-1": { on: ["getAuthImplementation.domain"] },
  "IMP-2": { on: ["getAuthImplementation.name"] },
  "IMP-3": ofProvider("getAuthImplementation.credentialAfter", "query.client_id", ...exchangeClient),
  "MOD-4": { on: ["getAuthorizationServer", "getAuthImplementation.type", "getClientCredential"] },
  "MOD-5": nothing,
  "MOD-6": { onAllCode: true },
  "MOD-7": { on: ["getClientCredential"] },
  "MOD-9": nothing,
  "PLH-2": nothing,
  "PLH-3": nothing,
  "REF-1": ofProvider("refresh.body", ...refreshClient, ...exchangeClient),
  "REF-2": ofProvider("refresh.refreshed.refresh_token"),
  "REF-3": ofProvider("refresh.refreshed.expires_in", "refresh.refreshed.expires_at"),
  "REF-4": ofProvider(),
  "REF-5": ofProvider(),
  "REF-6": ofProvider(),
  "REF-7": ofProvider("refresh.refreshed"),
  "REF-8": ofProvider("refresh.passedIn"),
  "REF-9": ofProvider(),
  "REF-11": ofProvider("refresh.refreshed.refresh_token", "refresh.body.refresh_token"),
  "SEC-1": { onAllCode: true },
  "SEC-2": { onAllCode: true },
  "SEC-3": { comparing: ["address.authorize", "address.token"], onAllCode: true },
  "SEC-5": { onAllCode: true },
  "SRV-1": addresses,
  "SRV-2": addresses,
  "SRV-3": addresses,
  "SRV-4": addresses,
  "SRV-5": addresses,
  "SRV-6": addresses,
  "SRV-7": addresses,
  "TOK-1": ofProvider("exchange.content"),
  "TOK-2": ofProvider("exchange.body.grant_type", "exchange.body.code"),
  "TOK-3": ofProvider("exchange.body.redirect_uri", "query.redirect_uri"),
  "TOK-4": ofProvider(...exchangeClient),
  "TOK-5": ofProvider("exchange.headers.authorization"),
  "TOK-6": ofProvider("exchange.body.code_verifier", "query.code_challenge"),
  "TOK-7": ofProvider("exchange.resolved"),
  "TOK-8": ofProvider("exchange.stored.expires_in"),
  "TOK-9": ofProvider(),
  "TOK-10": ofProvider(),
  "TOK-11": ofProvider(),
  "TOK-12": ofProvider(),
  "TOK-13": ofProvider(),
  "TOK-14": { onAllCode: true },
  "TOK-15": ofProvider()
}

/** What is not known, by part: where it comes from. */
class Unknown {
  readonly parts = new Map<Part, Set<string>>()
  /** Code that was called and did not run. */
  readonly notRun = new Set<string>()

  /** The origins of what is not known of some parts. */
  of(wanted: ReadonlyArray<Part>): ReadonlyArray<string> {
    const overlap = (part: Part) =>
      wanted.some((each) => part === each || part.startsWith(`${each}.`) || each.startsWith(`${part}.`))
    return [...this.parts].flatMap(([part, origins]) => (overlap(part) ? [...origins] : []))
  }

  get all(): ReadonlyArray<string> {
    return [...this.parts.values()].flatMap((origins) => [...origins])
  }
}

/** Watches what a check is shown, and says what its evaluation is worth in the end. */
export const watchUnknown = (
  id: RequirementId,
  context: CheckContext
): { readonly context: CheckContext; readonly qualify: (evaluation: Evaluation) => Evaluation } => {
  const unknown = new Unknown()
  return {
    context: {
      ...context,
      observe: (scenario, extent) =>
        Effect.tap(context.observe(scenario, extent), ({ outcomes, requests }) =>
          Effect.sync(() => {
            for (const step of Object.keys(outcomes) as ReadonlyArray<Step["_tag"]>)
              collect(unknown, step, outcomes[step], requests[step] ?? [])
          })
        ),
      runScript: (script) =>
        Effect.tap(context.runScript(script), ({ outcomes, requests }) =>
          Effect.sync(() =>
            script.steps.forEach(({ _tag }, index) => {
              const wires = requests.filter((request) => request.step === index).map(({ wire }) => wire)
              collect(unknown, _tag, outcomes[index], wires)
            })
          )
        ),
      runLive: (script) => {
        const sent: Array<{ readonly step: number; readonly wire: WireRequest }> = []
        const answer: typeof script.answer = (wire, step) => {
          sent.push({ step, wire })
          return script.answer(wire, step)
        }
        return Effect.tap(context.runLive({ ...script, answer }), (outcomes) =>
          Effect.sync(() =>
            script.steps.forEach(({ _tag }, index) => {
              const wires = sent.filter((request) => request.step === index).map(({ wire }) => wire)
              collect(unknown, _tag, outcomes[index], wires)
            })
          )
        )
      }
    },
    qualify: (evaluation) => {
      const missing = missingFor(reliances[id], unknown, evaluation)
      return missing.length === 0 ? evaluation : missingPackages(missing)
    }
  }
}

/** The origins of what would have to be known for an evaluation to stand. */
const missingFor = (
  reliance: Reliance | undefined,
  unknown: Unknown,
  { _tag }: Evaluation
): ReadonlyArray<string> => {
  if (_tag !== "Violated" && _tag !== "Holds") return []
  if (reliance === undefined) return unknown.all
  const { assuming = [], comparing = [], on = [], onAllCode } = reliance
  const isAboutAddresses = assuming.length + comparing.length > 0
  const missing = unknown.of(isAboutAddresses ? [...on, oddAddress] : on)
  if (_tag === "Violated") return [...missing, ...unknown.of(comparing)]
  return [...missing, ...unknown.of(assuming), ...(onAllCode ? unknown.notRun : [])]
}

const collect = (
  unknown: Unknown,
  step: Step["_tag"],
  outcome: Outcome | undefined,
  requests: ReadonlyArray<WireRequest>
) => {
  if (outcome === undefined || outcome._tag === "skipped") return
  for (const origin of outcome.trace.notRun ?? [])
    if (!origin.startsWith("homeassistant.")) unknown.notRun.add(origin)
  const { unknown: origins } = outcome.trace
  if (origins === undefined) return
  const add = (part: Part, text: string) => {
    const found = [...text.matchAll(mark)].flatMap(([, number = ""]) => origins[number] ?? [])
    if (found.length > 0) unknown.parts.set(part, new Set([...(unknown.parts.get(part) ?? []), ...found]))
  }
  if (outcome._tag === "returned") addValue(add, step, outcome.value)
  for (const request of requests) addRequest(add, step, request)
}

type Add = (part: Part, text: string) => void

const mark = /standin(\d+)x/gi

const addValue = (add: Add, part: Part, value: Described): void => {
  if (part === "authorize" && typeof value === "string") return addUrl(add, "authorize", "query", value)
  const [, endpoint] = /^get\w+\.(authorize|token)Url$/.exec(part) ?? []
  if (endpoint !== undefined && typeof value === "string") return addAddress(add, endpoint, value)
  if (typeof value === "string") return add(part, value)
  if (Array.isArray(value)) return value.forEach((item) => addValue(add, part, item))
  if (!isMembers(value)) return
  for (const [name, member] of Object.entries(value)) {
    add(part, name)
    addValue(add, `${part}.${name}`, member)
  }
}

/** An address with a mark in it that is no URL, as where a mark is its port, can be taken for nothing. */
const oddAddress: Part = "oddAddress"

const addAddress = (add: Add, endpoint: string, text: string): void =>
  add(URL.canParse(text) ? `address.${endpoint}` : oddAddress, text)

/** A mark before the query is of the address. Where there is no query at all, it may have one too. */
const addUrl = (add: Add, endpoint: "authorize" | "token", query: Part, text: string): void => {
  const [address = "", ...rest] = text.split("?")
  addAddress(add, endpoint, address)
  if (rest.length === 0) add(query, address)
  addParameters(add, query, new URLSearchParams(rest.join("?")))
}

const addParameters = (add: Add, part: Part, parameters: URLSearchParams): void => {
  for (const [name, value] of parameters) {
    add(part, name)
    add(`${part}.${name}`, value)
  }
}

const addRequest = (add: Add, step: Part, { body, headers, url }: WireRequest): void => {
  addUrl(add, "token", `${step}.url`, url)
  for (const [name, value] of Object.entries(headers))
    add(`${step}.headers.${name}`, value + basicPair(value))
  const json = /^\s*\{/.test(body) ? parsed(body) : null
  if (isMembers(json)) return addValue(add, `${step}.body`, json)
  if (/=/.test(body)) return addParameters(add, `${step}.body`, new URLSearchParams(body))
  add(`${step}.body`, body)
  add(`${step}.content`, body)
}

/** What HTTP Basic has written in Base64. */
const basicPair = (header: string): string =>
  /^basic /i.test(header) ? binaryFromBase64(header.slice(6)) : ""

const parsed = (text: string): Described | undefined => {
  try {
    const value: Described = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}
