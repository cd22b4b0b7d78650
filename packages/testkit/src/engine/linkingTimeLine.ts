/** What happened when an account was linked, as lines to read: each step, the requests it sent and what answered them. */
import { Base64 } from "effect/encoding"
import { exchangeAnswerOf, refreshAnswerOf } from "../arbitraries/scenario.ts"
import type { Described, Outcome, Step, WireAnswer, WireRequest } from "../subject/Protocol.ts"
import type { Observation } from "./Observation.ts"

const steps: ReadonlyArray<readonly [step: Step["_tag"], what: string]> = [
  ["getAuthImplementation", "the host asks for the implementation"],
  ["authorize", "it asks where to send the user"],
  ["exchange", "the user comes back with a code"],
  ["refresh", "the token has expired"]
]

/** The time line of an observation. Secrets have names in their place. */
export const linkingTimeLine = (seen: Observation): ReadonlyArray<string> => {
  const name = namesOfSecrets(seen)
  return steps
    .flatMap(([step, what]) => {
      const outcome = seen.outcomes[step]
      if (outcome === undefined || outcome._tag === "skipped") return []
      const answer = step === "refresh" ? refreshAnswerOf(seen.scenario) : exchangeAnswerOf(seen.scenario)
      const requests = seen.requests[step] ?? []
      return [
        what,
        ...requests.flatMap((request) => exchangeLines(request, answer)),
        `  ${outcomeText(outcome)}`
      ]
    })
    .map(name)
}

const exchangeLines = (
  { body, headers, method, url }: WireRequest,
  answer: WireAnswer
): ReadonlyArray<string> => {
  const authorization = Object.entries(headers).find(([header]) => header.toLowerCase() === "authorization")
  return [
    `  ${method} ${shortened(url)}`,
    ...(authorization === undefined ? [] : [`    Authorization: ${shortened(authorization[1])}`]),
    ...(body === "" ? [] : [`    ${shortened(body)}`]),
    `  -> ${answerText(answer)}`
  ]
}

const answerText = (answer: WireAnswer): string => {
  switch (answer._tag) {
    case "Response":
      return `${answer.status} ${shortened(answer.body)}`.trimEnd()
    case "ConnectionFailure":
      return "the connection fails"
    case "NeverAnswers":
      return "no answer ever comes"
  }
}

const outcomeText = (outcome: Exclude<Outcome, { _tag: "skipped" }>): string => {
  switch (outcome._tag) {
    case "returned":
      return `returns ${shortened(textOf(outcome.value))}`
    case "raised":
      return `raises ${outcome.error.type}: ${shortened(outcome.error.message || "no message")}`
    default:
      return "does not end"
  }
}

const textOf = (value: Described): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "")

const most = 600

const shortened = (text: string): string =>
  text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text

/** Puts a name in the place of each secret of the scenario, as it is and as it is sent. */
const namesOfSecrets = ({ scenario }: Observation): ((line: string) => string) => {
  const { clientId, clientSecret } = scenario.credential
  const members = ["access_token", "refresh_token", "id_token"] as const
  const issued = [scenario.token, scenario.refreshedToken].flatMap((token, index) =>
    members.map((member) => [String(token[member] ?? ""), `<${index === 0 ? "" : "new "}${member}>`] as const)
  )
  const secrets = [
    ...issued,
    [clientSecret, "<client secret>"] as const,
    [Base64.encode(`${clientId}:${clientSecret}`), "<client id and secret>"] as const
  ]
    .filter(([secret]) => secret.length > 3)
    .flatMap(([secret, name]) => [[secret, name] as const, [encodeURIComponent(secret), name] as const])
    .toSorted(([a], [b]) => b.length - a.length)
  return (line) => secrets.reduce((text, [secret, name]) => text.replaceAll(secret, () => name), line)
}
