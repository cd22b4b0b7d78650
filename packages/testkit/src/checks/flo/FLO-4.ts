import { Effect } from "effect"
import type { IssuedToken } from "../../engine/Accounts.ts"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import {
  endText,
  firstEntry,
  type FlowContext,
  listOf,
  mayRestOn,
  playedStory,
  restsOn,
  sessionUse,
  violatedIn
} from "../../reading/configFlowRun.ts"
import type { Entry } from "../../subject/Flow.ts"
import { memberOf } from "../../subject/members.ts"

export const check = examination(
  "FLO-4",
  Effect.fnUntraced(function* (context) {
    const story = yield* playedStory(context, "reauthentication")
    if (!story.loaded.steps.includes("reauth"))
      return yield* new NotApplicable({ message: "the flow has no re-authentication (see FLO-5)" })
    const { entry, opening } = yield* firstEntry(story)
    if (opening.flow.authorizations.length === 0)
      return yield* new NotApplicable({ message: "the flow sends no user to an authorization URL" })
    const again = story.chapters[1]
    if (again === undefined) return yield* new Inconclusive({ message: "re-authentication was not played" })
    const { flow, tokens } = again
    const after = flow.entries.find(({ id }) => id === entry.id)
    if (after === undefined)
      return yield* violatedIn(story, "re-authentication replaces the entry that it started from by another")
    if (flow.entries.length > opening.flow.entries.length)
      return yield* violatedIn(
        story,
        "re-authentication makes a second entry beside the one that it started from"
      )
    const newest = tokens.at(-1)
    const data = JSON.stringify([after.data, after.options])
    const isStored =
      newest !== undefined && (data.includes(newest.accessToken) || data.includes(newest.refreshToken))
    const isForSession = isInPlace(entry, opening.tokens) && (yield* usesSession(context))
    if (isStored && (!isForSession || isInPlace(after, tokens))) return
    const kept = JSON.stringify([entry.data, entry.options])
    const isKept = opening.tokens.some(
      ({ accessToken, refreshToken }) => kept.includes(accessToken) || kept.includes(refreshToken)
    )
    if (!isKept) return yield* new NotApplicable({ message: "the entry keeps no token of the host's flow" })
    const claimsSuccess = flow.end.kind === "abort" && flow.end.reason === "reauth_successful"
    if (flow.end.kind === "abort" && flow.authorizations.length === 0 && !claimsSuccess)
      return yield* new NotApplicable({
        message: `re-authentication ends on purpose before the user is sent to the provider: ${endText(again)}`
      })
    // The host itself has ended it, by the account's own unique id: no other answer would have it continue.
    const isKnownAccount =
      flow.end.kind === "abort" && flow.end.told === flow.end.reason && flow.uniqueId === entry.uniqueId
    const unknown = claimsSuccess || isKnownAccount ? restsOn(again) : mayRestOn(again)
    const outcome = isStored
      ? `re-authentication puts the new token where the host's session does not look for it: ${endText(again)}`
      : `re-authentication leaves the old token in the entry: ${endText(again)}`
    if (unknown.length > 0)
      return yield* new Inconclusive({ message: `${outcome}; whether it does depends on ${listOf(unknown)}` })
    if (flow.end.kind === "stuck") return yield* new Inconclusive({ message: outcome })
    const where = flow.end.kind === "raised" ? flow.end.error.where : undefined
    return yield* violatedIn(story, outcome, where)
  })
)

const usesSession = (context: FlowContext) =>
  sessionUse(context).pipe(
    Effect.as(true),
    Effect.catchTag("NotApplicable", () => Effect.succeed(false))
  )

/** Whether one of the tokens is where the host's session looks for it. */
const isInPlace = ({ data }: Entry, tokens: ReadonlyArray<IssuedToken>): boolean => {
  const accessToken = memberOf(memberOf(data, "token"), "access_token")
  return tokens.some((token) => token.accessToken === accessToken)
}
