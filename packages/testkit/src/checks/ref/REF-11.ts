import { Effect } from "effect"
import * as fc from "fast-check"
import { type RotatingProvider, type Turn, makeRotatingProvider } from "../../arbitraries/rotatingProvider.ts"
import { type Scenario, implementationOf, ordinaryScenario, scenarioNow } from "../../arbitraries/scenario.ts"
import { property } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable, Violated } from "../../engine/Finding.ts"
import type { CheckContext } from "../../engine/Harness.ts"
import { type Course, type LongSession, resume } from "../../engine/LongSession.ts"
import { stateOf } from "../../engine/Observation.ts"
import { conclusive, reasonOf, returnedBy } from "../../engine/outcomes.ts"
import { isFormPost, unlessClientCredentials } from "../../reading/tokenRequest.ts"
import type { Described, Json, Step, WireAnswer, WireRequest } from "../../subject/Protocol.ts"
import { memberOf, membersOf } from "../../subject/members.ts"

const input = fc.record({
  scenario: ordinaryScenario,
  turns: fc.array(fc.constantFrom<Turn>("rotate", "keep", "fail"), { minLength: 1, maxLength: 4 })
})

export const check = property(
  "REF-11",
  input,
  Effect.fnUntraced(function* ({ scenario, turns }, context) {
    const provider = makeRotatingProvider(scenario)
    const { grant, session } = yield* linkWith(context, scenario, provider, turns)
    yield* unlessClientCredentials(grant)
    let token: Session["token"] = { ...session.token, expires_at: expired }
    const replaced = new Set<unknown>()
    for (const [turnsBefore, turn] of turns.entries()) {
      const latest = token["refresh_token"]
      const { given, refreshed, requests } = yield* refreshWith({ ...session, token }, provider, turn)
      const sent = requests
        .filter(isFormPost)
        .map(({ body }) => new URLSearchParams(body).get("refresh_token"))
      if (sent.length !== 1 || sent[0] === null) {
        return yield* new NotApplicable({ message: "a refresh did not send one refresh token (see REF-1)" })
      }
      if (sent[0] !== latest) {
        if (turnsBefore === 0) {
          return yield* new NotApplicable({
            message: "the first refresh did not send the token that it was given (see REF-1)"
          })
        }
        return yield* new Violated({
          message: replaced.has(sent[0])
            ? "a refresh sent a refresh token that an earlier refresh had replaced"
            : "a refresh sent another refresh token than the one that it was given"
        })
      }
      if (turn === "fail") continue
      const next = given ?? latest
      if (refreshed === null) {
        return yield* new Inconclusive({
          message: "a strict provider refused a refresh, or it failed (see REF-1)"
        })
      }
      if (refreshed["refresh_token"] !== next) {
        return yield* new Inconclusive({
          message: "a refresh did not give on the latest refresh token (see REF-2)"
        })
      }
      if (next !== latest) replaced.add(latest)
      token = { ...refreshed, expires_at: expired }
    }
  })
)

/** A linked account, with its token as stored. */
export interface Session {
  readonly account: LongSession
  readonly token: { readonly [member: string]: Json }
}

/** Links an account that is to be refreshed as the turns say: the session, and the request for its first token. */
export const linkWith = Effect.fnUntraced(function* (
  context: CheckContext,
  scenario: Scenario,
  provider: RotatingProvider,
  turns: ReadonlyArray<Turn>
) {
  const begun: Course = {
    steps: [
      {
        _tag: "getAuthImplementation",
        as: "a",
        from: yield* context.source(scenario),
        ...implementationOf(scenario)
      },
      { _tag: "authorize", on: "a", flowId: scenario.flowId }
    ],
    answers: []
  }
  const performance = yield* context.runScript({ entropy: scenario.entropy, ...begun })
  const [made, authorized] = performance.outcomes
  const url = yield* returnedBy(made, authorized, "authorize")
  const account = yield* resume(
    context,
    scenario.entropy,
    { ...begun, performance },
    foreseeRefreshes(scenario, turns, begun, url)
  )
  const requests: Array<WireRequest> = []
  const outcome = yield* account.run(
    { _tag: "exchange", on: "a", callback: callbackOf(url, provider) },
    (request) => {
      requests.push(request)
      return provider.answer(request, "rotate")
    }
  )
  const exchanged = yield* returnedBy(made, outcome, "exchange").pipe(
    Effect.mapError(({ _tag, message }) => {
      const said = { message: `a strict provider did not link the account: ${message}` }
      return _tag === "NotApplicable" ? new NotApplicable(said) : new Inconclusive(said)
    })
  )
  const token = membersOf(memberOf(exchanged, "stored"))
  const [grant] = requests
  if (token === null || grant === undefined) {
    return yield* new Inconclusive({ message: "the exchange gave no token to refresh (see TOK-7)" })
  }
  return { session: { account, token } satisfies Session, grant }
})

/**
 * A request that the provider refuses still leads to an exchange, for modules that need no consent. The state comes
 * back as the host sends it.
 */
const callbackOf = (url: Described, provider: RotatingProvider): { readonly [name: string]: string } => {
  const parsed = typeof url === "string" ? URL.parse(url) : null
  const { state, ...callback } = (parsed && provider.consent(parsed)) ?? { code: "code-refused" }
  return state === undefined || state === stateOf(url) ? callback : { ...callback, state }
}

/** Refreshes the session's token: what the provider gave, what the module made of it, and what it sent. */
export const refreshWith = Effect.fnUntraced(function* (
  { account, token }: Session,
  provider: RotatingProvider,
  turn: Turn
) {
  const requests: Array<WireRequest> = []
  let given: Json | undefined
  const refreshing = yield* account.run({ _tag: "refresh", on: "a", token }, (request) => {
    requests.push(request)
    const answer = provider.answer(request, turn)
    given = answer._tag === "Response" && answer.status === 200 ? refreshTokenIn(answer.body) : undefined
    return answer
  })
  const outcome = yield* conclusive(refreshing)
  if (outcome._tag === "hung") {
    return yield* new Inconclusive({ message: `the refresh did not end: ${reasonOf(outcome)}` })
  }
  const refreshed = outcome._tag === "returned" ? membersOf(memberOf(outcome.value, "refreshed")) : null
  return { given, refreshed, requests }
})

const refreshTokenIn = (body: string): Json | undefined => memberOf(JSON.parse(body), "refresh_token")

/** When every stored token has expired, seconds since 1970. */
export const expired = scenarioNow - 1

/**
 * Gives the whole course: what it begins with, one exchange and a refresh a turn, as a plain client goes through it
 * with a provider of its own. Null where the provider refuses the client.
 */
export const foreseeRefreshes = (
  { credential, ...scenario }: Scenario,
  turns: ReadonlyArray<Turn>,
  begun: Course,
  authorizationUrl: Described
): Course | null => {
  const provider = makeRotatingProvider({ credential, ...scenario })
  const url = typeof authorizationUrl === "string" ? URL.parse(authorizationUrl) : null
  // The plain client has no verifier.
  url?.searchParams.delete("code_challenge")
  url?.searchParams.delete("code_challenge_method")
  const consent = url && provider.consent(url)
  if (!url || !consent) return null
  const { state: _, ...callback } = consent
  const post = (form: Record<string, string>, turn: Turn): WireAnswer =>
    provider.answer(
      formRequest({ ...form, client_id: credential.clientId, client_secret: credential.clientSecret }),
      turn
    )

  const steps: Array<Step> = [...begun.steps, { _tag: "exchange", on: "a", callback }]
  const first = post(
    {
      grant_type: "authorization_code",
      code: callback["code"] ?? "",
      redirect_uri: url.searchParams.get("redirect_uri") ?? ""
    },
    "rotate"
  )
  const answers: Array<WireAnswer> = [...begun.steps.map(() => noConnection), first]
  let token = membersIn(first)
  for (const turn of turns) {
    token = { ...token, expires_at: expired }
    const refreshToken = String(token["refresh_token"])
    const answer = post({ grant_type: "refresh_token", refresh_token: refreshToken }, turn)
    steps.push({ _tag: "refresh", on: "a", token })
    answers.push(answer)
    if (turn !== "fail") token = { ...token, ...membersIn(answer) }
  }
  return { steps, answers }
}

const noConnection: WireAnswer = { _tag: "ConnectionFailure" }

const formRequest = (form: Record<string, string>): WireRequest => ({
  method: "POST",
  url: "https://provider.example/token",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(form).toString()
})

const membersIn = (answer: WireAnswer): { readonly [member: string]: Json } =>
  (answer._tag === "Response" ? membersOf(JSON.parse(answer.body)) : null) ?? {}
