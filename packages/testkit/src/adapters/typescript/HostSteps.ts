/** What the host does with a module, step by step, as Effects. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import {
  AuthorizationHookMissing,
  AuthorizationServer,
  ClientCredential,
  decodeStoredToken,
  encodeStoredToken,
  type Host,
  isAuthorizationServer,
  isOAuth2Implementation,
  localImplementation,
  makeHost,
  type ModuleServices,
  type OAuth2Implementation,
  type Token
} from "@application-credentials/sdk"
import type { HomeAssistant } from "../../subject/HomeAssistant.ts"
import type { Described, HookName, HostInput, Step } from "../../subject/Protocol.ts"
import { redirectUriOf } from "../../subject/redirectUriOf.ts"
import { describeCredentialAnswer, describeImplementation, describeServer } from "./contractValues.ts"
import { describeValue, member } from "./describeValue.ts"
import type { Entropy } from "./Entropy.ts"
import { CodeMissing, HookMissing, NoToken, NotAnEffect, StateRefused } from "./hostErrors.ts"
import { makeHostFlow } from "./HostFlow.ts"

/** What a step comes to: its value as plain data, or whatever the module failed with. */
export type StepEffect = Effect.Effect<Described, unknown, ModuleServices>

/**
 * The host's steps over one module.
 */
export interface HostSteps {
  /** Forgets the implementations and the links. */
  readonly reset: () => void
  /** The step's Effect, or null where the implementation that it needs was not made. */
  readonly effectOf: (step: Step) => StepEffect | null
}

interface Made {
  readonly implementation: OAuth2Implementation
  readonly host: HostInput
  /** The last authorization URL. */
  url?: string
}

type StepOf<Name extends Step["_tag"]> = Extract<Step, { _tag: Name }>

/**
 * Makes the steps of a host that keeps implementations by name and pending links by state.
 */
export const makeHostSteps = (
  definition: unknown,
  entropy: Entropy,
  homeAssistant: HomeAssistant
): HostSteps => {
  const implementations = new Map<string, Made>()
  const flow = makeHostFlow<Redacted.Redacted>(entropy)

  const implement = (step: StepOf<"getAuthImplementation">): StepEffect => {
    const credential = credentialOf(step)
    const made: Effect.Effect<unknown, unknown, ModuleServices> =
      step.from.by === "host"
        ? Effect.sync(() => hostImplementation(step.authDomain, credential, step.from))
        : resolve(definition, hostOf(step.host, homeAssistant), step.authDomain, credential)
    return Effect.map(made, (implementation) => {
      if (isOAuth2Implementation(implementation))
        implementations.set(step.as, { implementation, host: step.host })
      return describeImplementation(implementation, credential)
    })
  }

  const authorize = (made: Made, flowId: string): StepEffect =>
    Effect.suspend(() => {
      const { host, implementation } = made
      const redirectUri = implementation.redirectUri ?? redirectUriOf(host)
      const state = flow.signState(flowId, redirectUri)
      return Effect.map(
        expectEffect("authorize", implementation.authorize({ flowId, redirectUri, state })),
        (request) => {
          const codeVerifier = member(request, "codeVerifier")
          flow.keep(state, {
            redirectUri,
            codeVerifier: Redacted.isRedacted(codeVerifier) ? request.codeVerifier : undefined
          })
          const url = describeValue(member(request, "url"))
          if (typeof url === "string") made.url = url
          return url
        }
      )
    })

  const exchange = (
    { implementation, url }: Made,
    callback: { readonly [name: string]: string }
  ): StepEffect =>
    Effect.suspend(() => {
      const link = flow.find(callback["state"] ?? stateOf(url) ?? "")
      if (link === null) return Effect.fail(new StateRefused())
      const code = callback["code"]
      if (code === undefined) return Effect.fail(new CodeMissing())
      const { redirectUri, codeVerifier } = link
      return Effect.map(
        expectEffect(
          "exchange",
          implementation.exchange({ code: Redacted.make(code), redirectUri, codeVerifier })
        ),
        (token) => {
          const stored = storedForm("exchange", token)
          const { expires_at: _, ...resolved } = stored
          return { resolved: describeValue(resolved), stored: describeValue(stored) }
        }
      )
    })

  const refresh = ({ implementation }: Made, stored: StepOf<"refresh">["token"]): StepEffect =>
    Effect.flatMap(decodeStoredToken(stored), (token) =>
      Effect.map(
        Effect.suspend(() => expectEffect("refresh", implementation.refresh(token))),
        (refreshed) => ({
          refreshed: describeValue(storedForm("refresh", refreshed)),
          passedIn: describeValue(storedForm("refresh", token))
        })
      )
    )

  const onImplementation = (name: string, run: (made: Made) => StepEffect): StepEffect | null => {
    const made = implementations.get(name)
    return made === undefined ? null : run(made)
  }

  return {
    reset: () => {
      implementations.clear()
      flow.reset()
    },
    effectOf: (step) => {
      switch (step._tag) {
        case "getAuthorizationServer":
          return Effect.map(
            callHook(definition, step._tag, [hostOf(step.host, homeAssistant)]),
            describeServer
          )
        case "getDescriptionPlaceholders":
          return Effect.map(callHook(definition, step._tag, [hostOf(step.host, homeAssistant)]), (value) =>
            describeValue(value)
          )
        case "getClientCredential":
          return Effect.map(
            callHook(definition, step._tag, [hostOf(step.host, homeAssistant)]),
            describeCredentialAnswer
          )
        case "getAuthImplementation":
          return implement(step)
        case "authorize":
          return onImplementation(step.on, (made) => authorize(made, step.flowId))
        case "exchange":
          return onImplementation(step.on, (made) => exchange(made, step.callback))
        case "refresh":
          return onImplementation(step.on, (made) => refresh(made, step.token))
        case "loadFlow":
        case "playFlow":
        case "setUpEntry":
        case "getDiagnostics":
          return null
      }
    }
  }
}

/** As `implementationFor` resolves it, with the module's own errors left as they are. */
const resolve = (definition: unknown, host: Host, authDomain: string, credential: ClientCredential) => {
  if (member(definition, "getAuthImplementation") !== undefined) {
    return callHook(definition, "getAuthImplementation", [host, authDomain, credential])
  }
  if (member(definition, "getAuthorizationServer") === undefined) {
    return Effect.fail(
      new AuthorizationHookMissing({
        message: "The module offers neither getAuthorizationServer nor getAuthImplementation."
      })
    )
  }
  return Effect.map(callHook(definition, "getAuthorizationServer", [host]), (value) =>
    localImplementation({ domain: authDomain, credential, server: serverOf(value) })
  )
}

const callHook = (
  definition: unknown,
  name: HookName,
  values: ReadonlyArray<unknown>
): Effect.Effect<unknown, unknown, ModuleServices> =>
  Effect.suspend(() => {
    const hook = member(definition, name)
    if (hook === undefined) return Effect.fail(new HookMissing(name))
    if (typeof hook !== "function") return Effect.die(new TypeError(`${name} is not a function.`))
    return expectEffect(name, Reflect.apply(hook, definition, values))
  })

const expectEffect = <A>(name: string, value: Effect.Effect<A, unknown, ModuleServices>) =>
  Effect.isEffect(value) ? value : Effect.die(new NotAnEffect(name, value))

const hostImplementation = (
  domain: string,
  credential: ClientCredential,
  from: StepOf<"getAuthImplementation">["from"]
): unknown =>
  from.by === "host"
    ? localImplementation({
        domain,
        credential,
        server: new AuthorizationServer(from.server),
        pkce: from.pkce
      })
    : undefined

/** The state in an authorization URL, which a provider sends back. */
const stateOf = (url: string | undefined): string | null =>
  url === undefined ? null : (URL.parse(url)?.searchParams.get("state") ?? null)

const serverOf = (value: unknown): AuthorizationServer => {
  if (isAuthorizationServer(value)) return value
  throw new TypeError("getAuthorizationServer must give an AuthorizationServer, and gave something else.")
}

const storedForm = (name: string, token: Token): Readonly<Record<string, unknown>> => {
  try {
    return encodeStoredToken(token)
  } catch {
    throw new NoToken(name, token)
  }
}

const credentialOf = (step: StepOf<"getAuthImplementation">): ClientCredential =>
  new ClientCredential({
    clientId: step.credential.clientId,
    clientSecret: Redacted.make(step.credential.clientSecret),
    ...(step.credential.name === null ? {} : { name: step.credential.name })
  })

const hostOf = (input: HostInput, { version }: HomeAssistant): Host =>
  makeHost({
    version: `${version}.0`,
    instanceName: input.instanceName,
    ...(input.internalUrl === null ? {} : { internalUrl: input.internalUrl }),
    ...(input.externalUrl === null ? {} : { externalUrl: input.externalUrl }),
    components: new Set(input.components),
    // Of JSON, this copy is several times cheaper than a structured clone.
    data: JSON.parse(JSON.stringify(input.data))
  })
