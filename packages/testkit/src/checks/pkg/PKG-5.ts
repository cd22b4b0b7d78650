import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import { Inconclusive, Violated } from "../../engine/Finding.ts"
import type { FileContext } from "../../engine/Harness.ts"
import { isUnknown, playedStory, reasonsIn, storiesToSee } from "../../reading/configFlowRun.ts"
import { isReference } from "../../reading/descriptions.ts"
import { folderWithManifest } from "../../reading/manifestOf.ts"
import { codeOf } from "../../reading/sourceText.ts"
import type { HomeAssistant } from "../../subject/HomeAssistant.ts"
import type { Integration } from "../../subject/Integration.ts"
import type { Json } from "../../subject/Protocol.ts"
import { isMembers } from "../../subject/members.ts"

export const check = fileExamination(
  "PKG-5",
  Effect.fnUntraced(function* (context) {
    const { folder } = yield* folderWithManifest(context)
    const isCore = folder.kind === "core"
    const reached = yield* reasonsReached(context, folder)
    const { file, missing, reasons, worded } = abortWords(folder, context.homeAssistant, reached)
    if (file === null) {
      if (missing.length === 0) return
      const expected = isCore ? "strings.json" : "translations/en.json"
      return yield* new Violated({
        message: `there is no ${expected} with config.abort words for ${missing.toSorted().join(", ")}`
      })
    }
    if (missing.length > 0) {
      return yield* new Violated({
        message: `${file.path} has no config.abort words for ${missing.toSorted().join(", ")}`,
        where: `${file.path}#/config/abort`
      })
    }
    const reference = isCore ? undefined : reasons.find((reason) => isReference(worded.get(reason) ?? ""))
    if (reference !== undefined) {
      return yield* new Violated({
        message: `the words for ${reference} refer to other strings, which the host resolves for core integrations only`,
        where: `${file.path}#/config/abort/${reference}`
      })
    }
    const unread = unreadReason(folder)
    const isRead = unread === null || reached.some((reason) => !reasonsOfSource(folder).includes(reason))
    if (!isRead)
      return yield* new Inconclusive({
        message: `which reason ${unread} ends the flow with is known only where it runs, and no run comes to that`
      })
  })
)

/** The reasons that flows end with when they are played; none where they cannot be. */
const reasonsReached = ({ integration, play }: FileContext, folder: Integration) =>
  play === undefined
    ? Effect.succeed([])
    : Effect.forEach(storiesToSee(folder), (name) =>
        Effect.match(playedStory({ integration, play }, name), {
          onFailure: () => [],
          onSuccess: (story) => reasonsIn(story).filter((reason) => !isUnknown(reason))
        })
      ).pipe(Effect.map((reasons) => reasons.flat()))

/** The reasons that a version of Home Assistant has no words for, and what the integration says of them. */
export const abortWords = (
  folder: Integration,
  { facts }: HomeAssistant,
  reached: ReadonlyArray<string> = []
) => {
  const all = [...reasonsOfSource(folder), ...reached]
  const reasons = all.filter((reason) => !facts.wordedAborts.includes(reason))
  const file = folder.kind === "core" ? folder.strings : (folder.translations["en"] ?? folder.strings)
  const worded = wordedReasons(file?.content ?? null)
  return { file, reasons, worded, missing: [...new Set(reasons)].filter((reason) => !worded.has(reason)) }
}

/**
 * The reasons with which the host's own OAuth 2 flow ends, some of which newer versions word themselves. Left out are `missing_credentials`, for which the interface
 * asks for a credential instead, and `missing_configuration`, which a manifest that keeps PKG-1 rules out.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, `AbstractOAuth2FlowHandler`
 */
export const reasonsOfHost: ReadonlyArray<string> = [
  "authorize_url_timeout",
  "no_url_available",
  "oauth_error",
  "oauth_failed",
  "oauth_implementation_unavailable",
  "oauth_timeout",
  "oauth_unauthorized",
  "user_rejected_authorize"
]

/** The host's methods that end a flow with a reason of their own unless told another. */
const methods: ReadonlyArray<readonly [call: RegExp, reason: string]> = [
  [/\b_abort_if_unique_id_configured\s*\(/, "already_configured"],
  [/\b_abort_if_unique_id_mismatch\s*\(\s*\)/, "unique_id_mismatch"]
]

const reasonsOfSource = (folder: Integration): ReadonlyArray<string> => [
  ...(usesHostFlow(folder) ? reasonsOfHost : []),
  ...reasonsOfFlow(folder)
]

/** The reasons that the folder's own flow spells out. */
export const reasonsOfFlow = (integration: Integration): ReadonlyArray<string> => {
  const code = flowCode(integration).map(([, text]) => text)
  const spelt = code.flatMap((text) =>
    aborts(text).flatMap(({ reason }) => spelling(reason, integration) ?? [])
  )
  const implied = methods.flatMap(([call, reason]) => (code.some((text) => call.test(text)) ? [reason] : []))
  return [...new Set([...spelt, ...implied])].toSorted()
}

const flowCode = (integration: Integration) =>
  [...codeOf(integration)].filter(([path]) => /^config_flow\b/.test(path))

/** The calls that end a flow, and what they give as the reason. */
const aborts = (code: string) =>
  [...code.matchAll(/\basync_abort\(\s*reason\s*=\s*([^\s,)][^,)\n]*)/g)].map(
    ({ 1: reason = "", index }) => ({
      reason,
      line: code.slice(0, index).split("\n").length
    })
  )

/** A reason that is spelt out, in place or as a constant of any file; null where it is not. */
const spelling = (reason: string, integration: Integration): string | null => {
  const literal = /^["'](\w+)["']/.exec(reason)?.[1]
  if (literal !== undefined) return literal
  const [name] = /^[A-Z][A-Z0-9_]*$/.exec(reason.trim()) ?? []
  if (name === undefined) return null
  const definition = new RegExp(`^${name}\\b[^=\\n]*=\\s*["'](\\w+)["']`, "m")
  return [...codeOf(integration).values()].flatMap((code) => definition.exec(code)?.[1] ?? [])[0] ?? null
}

/** Where a flow ends with a reason that its source does not spell out, or null. */
const unreadReason = (integration: Integration): string | null => {
  const [place] = flowCode(integration).flatMap(([path, code]) =>
    aborts(code).flatMap(({ line, reason }) =>
      spelling(reason, integration) === null ? [`${path}:${line}`] : []
    )
  )
  return place ?? null
}

/** Whether the folder's flow is the host's OAuth 2 flow; one that is not in the folder is taken to be. */
export const usesHostFlow = (integration: Integration): boolean => {
  const files = [...codeOf(integration)]
  const hasFlow = files.some(([path]) => /^config_flow\b/.test(path))
  return !hasFlow || files.some(([, text]) => text.includes("AbstractOAuth2FlowHandler"))
}

/** The reasons that a file of strings has words for, of the flow itself or any other of the integration's flows. */
export const wordedReasons = (content: Json): ReadonlyMap<string, string> => {
  const worded = new Map<string, string>()
  const collect = (value: Json | undefined, depth: number): void => {
    if (!isMembers(value) || depth > 4) return
    for (const [name, member] of Object.entries(value)) {
      if (name === "abort" && isMembers(member)) {
        for (const [reason, text] of Object.entries(member)) {
          if (typeof text === "string" && !worded.has(reason)) worded.set(reason, text)
        }
      } else collect(member, depth + 1)
    }
  }
  if (isMembers(content)) {
    for (const section of ["config", "options", "config_subentries"]) collect(content[section], 1)
  }
  return worded
}
