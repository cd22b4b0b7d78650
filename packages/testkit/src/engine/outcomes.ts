/** Reads the outcome of a step, and says why where it has no result to judge. */
import { Effect } from "effect"
import type { Described, Outcome, RaisedError, Step, Trace } from "../subject/Protocol.ts"
import { checkFileName } from "../subject/ModuleContext.ts"
import { memberOf } from "../subject/members.ts"
import { Inconclusive, NotApplicable, type Unjudged } from "./Finding.ts"
import { isAllowedEndpoint } from "./isAllowedEndpoint.ts"

type StepName = Step["_tag"]

/** What each step does, to follow "it could not be judged, because". */
const actions: { readonly [name in StepName]: string } = {
  getAuthorizationServer: "the authorization server could not be had",
  getAuthImplementation: "no implementation was made",
  getDescriptionPlaceholders: "the placeholders could not be had",
  getClientCredential: "the legacy credential could not be had",
  authorize: "no authorization URL was made",
  exchange: "the code was not exchanged",
  refresh: "the token was not refreshed",
  loadFlow: "the config flow was not loaded",
  playFlow: "the config flow was not played",
  setUpEntry: "the entry was not set up",
  getDiagnostics: "the diagnostics could not be had"
}

/**
 * The value that a step returned, else inconclusive: it raised, hung or was not run, or the answer depends on a
 * package that is not installed here.
 */
export const returned = (outcome: Outcome | undefined, step: StepName): Effect.Effect<Described, Unjudged> =>
  conclusive(outcome).pipe(
    Effect.flatMap((outcome) =>
      outcome._tag === "returned" ? Effect.succeed(outcome.value) : Effect.fail(unmade(step, outcome))
    )
  )

/** A step that an implementation takes with one of its endpoints. */
type EndpointStep = "authorize" | "exchange" | "refresh"

/** The value that a step of an implementation returned, in the same way; `made` is the step that made the implementation. */
export const returnedBy = (
  made: Outcome | undefined,
  outcome: Outcome | undefined,
  step: EndpointStep
): Effect.Effect<Described, Unjudged> =>
  Effect.mapError(returned(outcome, step), (reason) => refusedEndpoint(made, outcome, step) ?? reason)

/** Where the host does not continue with an endpoint that the implementation shows, the endpoint's own rules say why. */
const refusedEndpoint = (
  made: Outcome | undefined,
  outcome: Outcome | undefined,
  step: EndpointStep
): NotApplicable | null => {
  if (made?._tag !== "returned" || outcome?._tag !== "raised") return null
  const [name, member] = step === "authorize" ? ["authorize", "authorizeUrl"] : ["token", "tokenUrl"]
  const url = memberOf(made.value, member)
  if (typeof url !== "string" || isAllowedEndpoint(url)) return null
  if (URL.parse(url) === null)
    return new NotApplicable({ message: `the ${name} URL is not an address (see SRV-1 and SRV-5)` })
  return shortName(outcome.error.type) === "AuthorizationServerInvalid"
    ? new NotApplicable({ message: `the host does not use the ${name} URL, which is not https (see SRV-1)` })
    : null
}

/**
 * The error that a step raised, or null where it returned; inconclusive where it depends on a package that is not
 * installed here, or was not run.
 */
export const raised = (outcome: Outcome | undefined): Effect.Effect<RaisedError | null, Unjudged> =>
  conclusive(outcome).pipe(Effect.map((outcome) => (outcome._tag === "raised" ? outcome.error : null)))

/**
 * Errors that come of a mistake in the code. A module that fails on purpose (as it lacks a context, say) raises
 * something else with words of its own, or Python's `LookupError` of an unset context variable.
 */
const accidents: ReadonlySet<string> = new Set([
  "AttributeError",
  "IndexError",
  "KeyError",
  "NameError",
  "RecursionError",
  "TypeError",
  "UnboundLocalError",
  "ZeroDivisionError",
  "EvalError",
  "RangeError",
  "ReferenceError",
  "URIError"
])

/** Whether an error is one that nobody raises on purpose. */
export const isAccident = ({ message, type }: RaisedError): boolean =>
  accidents.has(shortName(type)) ||
  (shortName(type) === "ValueError" && /^(?:not enough|too many) values to unpack\b/.test(message))

const shortName = (type: string): string => type.split(".").at(-1) ?? type

/** The outcome itself, unless it was not run or depends on a package that is not installed here. */
export const conclusive = (
  outcome: Outcome | undefined
): Effect.Effect<Exclude<Outcome, { _tag: "skipped" }>, Unjudged> => {
  if (outcome === undefined) return Effect.fail(new Inconclusive({ message: "the step was not run" }))
  if (outcome._tag === "skipped") return notMade(outcome.because)
  const { standIns } = outcome.trace
  return standIns.length > 0 ? Effect.fail(missingPackages(standIns)) : Effect.succeed(outcome)
}

/** Without an implementation there is nothing to judge. Where that is a mistake in its code, MOD-4 says so. */
const notMade = (because: Outcome | undefined): Effect.Effect<never, Unjudged> => {
  if (because === undefined || because._tag === "skipped") {
    return Effect.fail(new Inconclusive({ message: "no implementation was made to judge" }))
  }
  const { standIns } = because.trace
  return standIns.length > 0
    ? Effect.fail(missingPackages(standIns))
    : Effect.fail(unmade("getAuthImplementation", because))
}

const unmade = (step: StepName, outcome: Outcome): Unjudged => {
  const reason = outcome._tag === "returned" ? "the hook returned something else" : reasonOf(outcome)
  const message = `${actions[step]}: ${reason}`
  if (outcome._tag === "raised" && outcome.error.missing?._tag === "Request") {
    return new NotApplicable({ message: `${message} (see MOD-9)` })
  }
  if (outcome._tag === "raised" && outcome.error.kind === "state") {
    return new NotApplicable({ message: `${message} (see AUT-1 and AUT-4)` })
  }
  const isMistake = outcome._tag !== "raised" || isAccident(outcome.error)
  return isMistake && step === "getAuthImplementation"
    ? new NotApplicable({ message: `${message} (see MOD-4)` })
    : new Inconclusive({ message, ...adviceOn(outcome) })
}

/** What to write into the check file for a module that lacks something, as far as its error says. */
const adviceOn = (outcome: Outcome): { readonly advice?: string } => {
  if (outcome._tag !== "raised" || isAccident(outcome.error)) return {}
  const { missing } = outcome.error
  const write = (entry: string) => ({ advice: `Write into ${checkFileName} beside the module: ${entry}` })
  switch (missing?._tag) {
    case "Data":
      return write(
        `{"data": {${JSON.stringify(missing.key)}: ...}}, with what the integration stores in hass.data[${JSON.stringify(missing.key)}].`
      )
    case "ContextVariable":
      return write(
        `{"python": ["from .application_credentials import ...", "..."]}, with lines that set the context variable ${missing.name}, or enter(...) the context manager that does.`
      )
    case "Request":
      return {}
    default:
      return outcome.error.kind === "other" || outcome.error.kind === "reauthentication"
        ? write(
            'if it needs a credential of a special form, {"credential": {"clientId": "app@key"}}; an entry of hass.data, {"data": {...}}; or something that is called before, {"python": [...]}.'
          )
        : {}
  }
}

/**
 * Why there is no request of a step to judge. A step that gave a token without asking for one breaks a rule of its own; one
 * that refused may lack something.
 */
export const noRequest = (
  step: "exchange" | "refresh",
  outcome: Outcome,
  made: Outcome | undefined
): Unjudged => {
  const refused = refusedEndpoint(made, outcome, step)
  if (refused !== null) return refused
  const isMadeUp =
    outcome._tag === "returned" || (outcome._tag === "raised" && outcome.error.kind === "noToken")
  if (isMadeUp) {
    const rule = step === "exchange" ? "TOK-1" : "REF-1"
    return new NotApplicable({ message: `the ${step} asked the provider for nothing (see ${rule})` })
  }
  if (outcome._tag === "raised" && outcome.error.missing?._tag === "Request") {
    return new NotApplicable({ message: `the ${step} failed with no request under way (see MOD-9)` })
  }
  return new Inconclusive({
    message: `the ${step} sent no request to judge: ${reasonOf(outcome)}`,
    ...adviceOn(outcome)
  })
}

/** Why an outcome has no value, in words. */
export const reasonOf = (outcome: Outcome): string => {
  switch (outcome._tag) {
    case "raised":
      return describeError(outcome.error)
    case "hung":
      return "it waits for something that never comes"
    case "skipped":
      return "no implementation was made"
    case "returned":
      return "it returned"
  }
}

/** An error in one line: its type's last part and its message, and where it came from. */
export const describeError = (error: RaisedError): string => {
  const type = error.type.split(".").at(-1) ?? error.type
  const where = error.where === null ? "" : ` (${error.where})`
  return `${type}: ${error.message || "no message"}${where}`
}

/** What happened beside a step, empty where it was not run. */
export const traceOf = (outcome: Outcome | undefined): Trace =>
  outcome === undefined || outcome._tag === "skipped" ? noTrace : outcome.trace

const noTrace: Trace = { logs: [], activity: [], standIns: [] }

/** Says which packages are missing to decide. */
export const missingPackages = (standIns: ReadonlyArray<string>): Inconclusive => {
  const given = standIns.find((origin) => origin.startsWith(`${checkFileName}: `))
  if (given !== undefined) {
    return new Inconclusive({
      message: `the Python that is given for it failed: ${given}`,
      advice: `Fix "python" in ${checkFileName}.`
    })
  }
  const packages = [...new Set(standIns.map(packageOf))].toSorted()
  const values = [...new Set(standIns)].toSorted().slice(0, 3)
  return new Inconclusive({
    message: `it depends on ${values.join(", ")}, and ${packages.join(", ")} is not available here`,
    advice: adviceFor(packages)
  })
}

/** What a user can do about packages that are not there. Of Home Assistant's own code only the helpers are modelled. */
const adviceFor = (packages: ReadonlyArray<string>): string => {
  const hosts = packages.filter((name) => name.startsWith("homeassistant"))
  const others = packages.filter((name) => !hosts.includes(name))
  return [
    ...(others.length === 0
      ? []
      : [
          `Give it ${others.join(" and ")}: --install brings what the manifest requires, and --packages DIR takes what is installed in a folder.`
        ]),
    ...(hosts.length === 0
      ? []
      : [
          `${hosts.join(" and ")} is not modelled: --packages DIR takes it from a folder where Home Assistant is installed.`
        ])
  ].join(" ")
}

/** `pymiele.OAUTH2_TOKEN` is of `pymiele`; `homeassistant.helpers.x` is named whole, as only parts are modelled. */
const packageOf = (standIn: string): string => {
  const [first = standIn, ...rest] = standIn.split(".")
  return first === "homeassistant" ? [first, ...rest.slice(0, 2)].join(".") : first
}
