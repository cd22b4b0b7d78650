/** The host's own implementation in the place of the module's: whose fault a broken rule is, it shows. */
import { Effect } from "effect"
import { plainHookInput } from "../arbitraries/hookInput.ts"
import { implementationOf, ordinaryScenario, type Scenario } from "../arbitraries/scenario.ts"
import type { Described, ImplementationSource, LoadedModule, ServerInput, Step } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { memberOf } from "../subject/members.ts"
import type { Unjudged } from "./Finding.ts"
import { once } from "./Memory.ts"
import { returned } from "./outcomes.ts"
import type { RunScript } from "./batchScripts.ts"
import { samplesOf } from "./samples.ts"

/** The parts of a scenario from which an implementation is made. */
export type ImplementationInput = Pick<Scenario, "host" | "authDomain" | "credential" | "entropy">

/** Says where the implementation for an input comes from. */
export type Source = (
  input: ImplementationInput
) => Effect.Effect<ImplementationSource, SubjectGone | Unjudged>

/** The module as the host resolves it. */
export const moduleSource: Source = () => Effect.succeed({ by: "module" })

/** How many inputs show whether a module's implementation is the same for all. */
const enough = 20

/**
 * The host's own implementation for the endpoints, and with the PKCE, of the module's: those that it shows for any input if it
 * shows the same for all that are tried, and else those for the input.
 */
export const hostSource = (runScript: RunScript): Source => {
  const shown = (input: ImplementationInput) => Effect.map(sourceFor(runScript, input), (source) => source)
  const usual = once(
    Effect.forEach(samplesOf(ordinaryScenario, { seed: 1, runs: enough }), shown, {
      concurrency: "unbounded"
    }).pipe(
      Effect.map(([first, ...others]) =>
        others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : undefined
      ),
      Effect.catch(() => Effect.succeed(undefined))
    )
  )
  return (input) =>
    Effect.flatMap(usual, (source) => (source === undefined ? shown(input) : Effect.succeed(source)))
}

const sourceFor = Effect.fnUntraced(function* (runScript: RunScript, input: ImplementationInput) {
  const { outcomes } = yield* runScript({
    entropy: input.entropy,
    steps: [moduleStep(input), { _tag: "authorize", on: "a", flowId: "0".repeat(32) }],
    answers: []
  })
  const [made, authorized] = outcomes
  // What the endpoints depend on is nothing to the host.
  const shown = made?._tag === "returned" ? made.value : yield* returned(made, "getAuthImplementation")
  const server = { authorizeUrl: urlIn(shown, "authorizeUrl"), tokenUrl: urlIn(shown, "tokenUrl") }
  const pkce =
    authorized?._tag === "returned" &&
    typeof authorized.value === "string" &&
    authorized.value.includes("code_challenge=")
  return { by: "host", server, pkce } satisfies ImplementationSource
})

/** The step that makes the module's implementation. */
export const moduleStep = (input: ImplementationInput): Step => ({
  _tag: "getAuthImplementation",
  as: "a",
  from: { by: "module" },
  ...implementationOf(input)
})

/** An endpoint that the implementation shows, or else one in its place: what the host does seldom depends on it. */
const urlIn = (shown: Described, name: "authorizeUrl" | "tokenUrl"): string => {
  const url = memberOf(shown, name)
  return typeof url === "string" ? url : `https://provider.example/${name}`
}

/**
 * Whether the module's implementation is the host's own: it only names its server, by endpoints that the host can use as they
 * are. Whatever breaks a rule then is the host's doing.
 */
export const isHostsOwn = (module: LoadedModule, runScript: RunScript): Effect.Effect<boolean> =>
  !namesServerOnly(module)
    ? Effect.succeed(false)
    : once(
        runScript({ entropy: plainHookInput.entropy, steps: [moduleStep(plainHookInput)], answers: [] }).pipe(
          Effect.map(({ outcomes: [made] }) => made?._tag === "returned" && serverIn(made.value) !== null),
          Effect.catch(() => Effect.succeed(false))
        )
      )

/** Whether a module leaves the implementation to the host. */
export const namesServerOnly = ({ hooks }: LoadedModule): boolean =>
  hooks.getAuthImplementation === undefined && hooks.getAuthorizationServer !== undefined

/** The endpoints that an implementation shows, or null where they are not both plain. */
export const serverIn = (shown: Described): ServerInput | null => {
  const [authorizeUrl, tokenUrl] = [memberOf(shown, "authorizeUrl"), memberOf(shown, "tokenUrl")]
  return isPlain(authorizeUrl) && isPlain(tokenUrl) ? { authorizeUrl, tokenUrl } : null
}

/** An https URL of a host name and a path, written as every library writes it. */
export const isPlain = (url: Described | undefined): url is string =>
  typeof url === "string" &&
  /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\/[\w\-./~]+$/.test(url) &&
  URL.parse(url)?.href === url
