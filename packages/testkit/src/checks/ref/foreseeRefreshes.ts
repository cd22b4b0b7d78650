/** Foresees how an account is linked and refreshed with a module that does what nearly all modules do. */
import { type Scenario, scenarioNow } from "../../arbitraries/scenario.ts"
import type { Described, Json, Step, WireAnswer, WireRequest } from "../../subject/Protocol.ts"
import { membersOf } from "../../subject/members.ts"
import type { Course } from "./LongSession.ts"
import { makeRotatingProvider, type Turn } from "./rotatingProvider.ts"

/** When every stored token has expired, seconds since 1970. */
export const expired = scenarioNow - 1

/**
 * Gives the whole course: what it begins with, one exchange and a refresh a turn, as a plain client goes through it
 * with a provider of its own. Null where the provider refuses the client.
 *
 * @category observations
 * @since 0.1.0
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

  const steps: Array<Step> = [...begun.steps, { step: "exchange", on: "a", callback }]
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
    steps.push({ step: "refresh", on: "a", token })
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
