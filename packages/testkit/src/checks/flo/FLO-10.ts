import { Effect } from "effect"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import type { PlayedChapter } from "../../engine/Story.ts"
import { isUnknown, playedStory, violatedIn } from "../../reading/configFlowRun.ts"
import { scopeFault } from "../../reading/scopeFault.ts"

/** What a flow may not change of what the implementation has put into the URL. */
const core = ["response_type", "client_id", "code_challenge", "code_challenge_method"]

export const check = examination(
  "FLO-10",
  Effect.fnUntraced(function* (context) {
    const story = yield* playedStory(context, "twice")
    const [opening] = story.chapters
    const visit = opening?.flow.authorizations[0]
    if (opening === undefined || visit === undefined)
      return yield* new NotApplicable({ message: "the flow sends no user to an authorization URL" })
    const given = typeof visit.implementation === "string" ? visit.implementation : null
    const sent = typeof visit.url === "string" ? visit.url : ""
    if (isUnknown(addressOf(sent)) && (given === null || addressOf(sent) !== addressOf(given)))
      return yield* new Inconclusive({ message: "the authorization URL is not known" })
    const url = parsed(sent)
    if (given === null) {
      const fault = url === null ? null : faultOfOwn(url.searchParams)
      if (fault !== null) return yield* violatedIn(story, `the flow's own authorization URL ${fault}`)
      return yield* new NotApplicable({ message: "the flow does not take its URL from the implementation" })
    }
    const original = parsed(given)
    if (original === null)
      return yield* new NotApplicable({ message: "the implementation gives no URL (see AUT-1)" })
    if (url === null) return yield* violatedIn(story, "the authorization URL that the user gets is no URL")
    if (url.href === original.href)
      return yield* new NotApplicable({ message: "the flow adds nothing to the authorization URL" })
    const unknown = [...url.searchParams].find(
      ([name, value]) => isUnknown(`${name}=${value}`) && original.searchParams.get(name) !== value
    )
    if (unknown !== undefined)
      return yield* new Inconclusive({
        message: `what the flow gives as ${isUnknown(unknown[0]) ? "a parameter" : unknown[0]} is not known`
      })
    const fault = faultIn(url.searchParams, original.searchParams, opening, visit.stateIsHosts === true)
    if (fault !== null) return yield* violatedIn(story, `the flow's own parameters ${fault}`)
  })
)

/** What is wrong with a URL that the flow has made itself, whatever its provider wants. */
const faultOfOwn = (sent: URLSearchParams): string | null => {
  if (!sent.has("client_id")) return null
  const twice = [...sent.keys()].find((name, index, names) => names.indexOf(name) < index)
  return twice === undefined ? null : `has ${twice} twice`
}

const faultIn = (
  sent: URLSearchParams,
  given: URLSearchParams,
  opening: PlayedChapter,
  stateIsHosts: boolean
): string | null => {
  const changed = core.find((name) => given.has(name) && sent.get(name) !== given.get(name))
  if (changed !== undefined) return `replace ${changed}, which the implementation has set`
  const twice = [...sent.keys()].find((name, index, names) => names.indexOf(name) < index)
  if (twice !== undefined) return `put ${twice} into the URL twice`
  const redirectUri = sent.get("redirect_uri")
  const exchanged = opening.requests.map(({ body }) => new URLSearchParams(body).get("redirect_uri"))
  if (
    redirectUri !== given.get("redirect_uri") &&
    exchanged.some((uri) => uri !== null && uri !== redirectUri)
  )
    return "replace redirect_uri, and the exchange sends the one that the implementation has set"
  if (!stateIsHosts && redirectUri === given.get("redirect_uri"))
    return "replace state by one that the host cannot read when the user comes back"
  const scope = sent.get("scope")
  const fault = scope === null || scope === given.get("scope") ? null : scopeFault(scope)
  return fault === null ? null : `add a scope that ${fault}`
}

const addressOf = (url: string): string => url.split("?")[0] ?? url

/** The URL, of which only the query matters: an address that is not known is a host. */
const parsed = (text: string): URL | null => {
  const url = text.replace(
    /^(https?:\/\/)?(standin\d+x)(?=[/?#:]|$)/i,
    (_, scheme: string | undefined, mark: string) => `${scheme ?? "https://"}${mark}.net`
  )
  return URL.canParse(url) ? new URL(url) : null
}
