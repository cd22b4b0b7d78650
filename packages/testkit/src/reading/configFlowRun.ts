/** What was seen of a config flow that was played, as the FLO checks read it. */
import { Effect } from "effect"
import { type Finding, Inconclusive, NotApplicable, Violated } from "../engine/Finding.ts"
import type { CheckContext } from "../engine/Harness.ts"
import { type PlayedChapter, type PlayedStory, type Story, type StoryName, stories } from "../engine/Story.ts"
import type { Entry, LoadedFlow } from "../subject/Flow.ts"
import type { Integration } from "../subject/Integration.ts"
import type { SubjectGone } from "../subject/Subject.ts"
import { memberOf } from "../subject/members.ts"
import { codeOf } from "./sourceText.ts"
import { timeLineOf } from "./timeLine.ts"

/** What it takes to play a flow. */
export type FlowContext = Pick<CheckContext, "integration" | "play">

/** The integration, where it has a config flow that might be the host's OAuth flow; not applicable where it has none. */
export const folderWithFlow = Effect.fnUntraced(function* ({
  integration
}: Pick<FlowContext, "integration">) {
  const folder = yield* integration
  if (folder.language !== "python")
    return yield* new NotApplicable({ message: "the contract of TypeScript modules has no config flow" })
  const flow = flowFile(folder)
  if (flow === undefined || !/\bimport\b/.test(codeOf(folder).get(flow) ?? ""))
    return yield* new NotApplicable({ message: "the integration has no config flow" })
  const mentionsOAuth = [...codeOf(folder).values()].some((code) =>
    /\bAbstractOAuth2FlowHandler\b|\bconfig_entry_oauth2_flow\b|\bOAuth2FlowHandler\b/.test(code)
  )
  if (!mentionsOAuth) return yield* new NotApplicable({ message: noOAuthFlow })
  return folder
})

export const noOAuthFlow = "its config flow is not the host's OAuth flow"

const flowFile = ({ siblings }: Integration): string | undefined =>
  ["config_flow.py", "config_flow/__init__.py"].find((path) => path in siblings)

/** What a flow shows that takes its process along. */
type OnGone = (gone: SubjectGone) => Finding

const seeRule: OnGone = (gone) =>
  new Inconclusive({ message: `${gone.message} (see ${gone.during === "loadFlow" ? "FLO-1" : "FLO-2"})` })

/** A story, whatever kind of flow it is played in. A flow that takes its process along is inconclusive unless told otherwise. */
export const anyStory = ({ play }: FlowContext, name: StoryName, onGone: OnGone = seeRule) =>
  Effect.catchTag(play(name), "SubjectGone", (gone) => Effect.fail<Finding>(onGone(gone)))

/** A story, played in a flow of the host's OAuth kind. FLO-1 judges whether there is one. */
export const playedStory = Effect.fnUntraced(function* (
  context: FlowContext,
  name: StoryName,
  onGone: OnGone = seeRule
) {
  const folder = yield* folderWithFlow(context)
  const story = yield* anyStory(context, name, onGone)
  yield* expectOAuthFlow(story.loaded, folder)
  return story
})

/** Whether an import fails in any host: by the integration's syntax, or by a name that none of its own files has. */
export const isOwnFault = (
  { own, type, where }: NonNullable<LoadedFlow["error"]>,
  { domain }: Integration
): boolean =>
  where !== null &&
  (["SyntaxError", "IndentationError", "TabError", "NameError"].includes(type) ||
    (["ModuleNotFoundError", "ImportError"].includes(type) &&
      own !== null &&
      own.startsWith(`custom_components.${domain}.`)))

const expectOAuthFlow = ({ error, handlers, made, registered }: LoadedFlow, folder: Integration) => {
  if (error !== null && !isOwnFault(error, folder))
    return Effect.fail(
      new Inconclusive({ message: `the config flow cannot be imported here: ${error.message}` })
    )
  if (error === null && handlers.length === 0)
    return Effect.fail(
      new Inconclusive({ message: "its flow is of another package, which is not available here" })
    )
  if (error !== null || made !== null || registered === null)
    return Effect.fail(new NotApplicable({ message: "no handler of the flow could be made (see FLO-1)" }))
  if (registered.isOAuth) return Effect.void
  return Effect.fail(
    registered.standIn === null
      ? new NotApplicable({ message: noOAuthFlow })
      : new Inconclusive({
          message: `its flow is built on ${registered.standIn}, which is not available here`
        })
  )
}

/** The first flow of a story, and the entry that it ended in; inconclusive where it did not. */
export const firstEntry = Effect.fnUntraced(function* (story: PlayedStory) {
  const [opening] = story.chapters
  const entry = opening && entryMade(opening)
  if (opening === undefined || entry === undefined)
    return yield* new Inconclusive({
      message: `linking an account made no entry: ${opening ? whyNoEntry(opening) : ""}`
    })
  return { opening, entry }
})

/** The entry that a flow ended in. */
export const entryMade = ({ flow }: PlayedChapter): Entry | undefined =>
  flow.end.kind === "entry" ? flow.entries.at(-1) : undefined

/** How a flow ended without an entry, and what would have to be known. */
export const whyNoEntry = (chapter: PlayedChapter): string => {
  const unknown = mayRestOn(chapter)
  const because = unknown.length === 0 ? "" : `, which may depend on ${listOf(unknown)}`
  return `${endText(chapter)}${because}`
}

/** How a flow ended, to follow "the flow". */
export const endText = ({ flow: { end } }: PlayedChapter): string => {
  switch (end.kind) {
    case "entry":
      return "it ended in an entry"
    case "abort":
      return `it was aborted with ${JSON.stringify(end.reason)}`
    case "raised": {
      const type = end.error.type.split(".").at(-1) ?? end.error.type
      return `it ended with ${type}: ${end.error.message || "no message"}${end.error.where === null ? "" : ` (${end.error.where})`}`
    }
    case "stuck":
      return `its step ${JSON.stringify(end.step)} takes nothing that the kit fills in`
  }
}

/** What decided how a flow went and is not known: packages that are not installed, and what the service would answer. */
export const restsOn = ({ trace }: PlayedChapter): ReadonlyArray<string> => [...new Set(trace.standIns)]

/** The same, and all answers of the service that the kit made up, whatever was made of them. */
export const mayRestOn = (chapter: PlayedChapter): ReadonlyArray<string> => [
  ...new Set([
    ...chapter.trace.standIns,
    ...(chapter.flow.end.kind === "raised" ? [] : notRunOf(chapter)),
    ...chapter.requests
      .filter(({ url }) => !chapter.tokens.some((token) => token.url === url))
      .map(({ method, url }) => `the answer to ${method} ${url.split("?")[0] ?? url}`)
  ])
]

/** Code of packages that was called and did not run, and what came of it. */
const notRunOf = ({ trace }: PlayedChapter): ReadonlyArray<string> => [
  ...(trace.notRun ?? []).filter((origin) => !origin.startsWith("homeassistant.")),
  ...Object.values(trace.unknown ?? {})
]

export const listOf = (names: ReadonlyArray<string>): string => {
  const shown = names.slice(0, 3).join(", ")
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown
}

/** Whether the flow sent the user to the provider, and the user came back with a grant. */
export const wasGranted = ({ chapter, flow }: PlayedChapter): boolean =>
  chapter.answer !== "denies" && flow.authorizations.some(({ callback }) => callback === true)

/** A violation that shows what happened, step by step. */
export const violatedIn = (
  story: PlayedStory,
  message: string,
  where: string | null = story.loaded.registered?.where ?? null
): Violated => new Violated({ message, where, timeLine: timeLineOf(story) })

/** The first line that keeps an account's token in a session of the host's; not applicable where no code of the integration does. */
export const sessionUse = Effect.fnUntraced(function* (context: FlowContext) {
  const [use] = sessionUses(yield* folderWithFlow(context))
  return use ?? (yield* new NotApplicable({ message: "the integration does not use OAuth2Session" }))
})

const sessionUses = (folder: Integration): ReadonlyArray<string> =>
  [...codeOf(folder)].flatMap(([path, code]) =>
    /(?:^|\/)tests?\//.test(path)
      ? []
      : code
          .split("\n")
          .flatMap((line, index) =>
            /\bOAuth2Session\s*\(/.test(line) && !/^\s*class\b/.test(line) ? [`${path}:${index + 1}`] : []
          )
  )

/** The stories that show people what others do not. A device is discovered only where the manifest says how. */
export const storiesToSee = ({ manifest }: Integration): ReadonlyArray<StoryName> => {
  const names = Object.keys(stories) as ReadonlyArray<StoryName>
  return names.filter((name) => {
    const { chapters, serviceFails, setUp }: Story = stories[name]
    if (setUp !== undefined || serviceFails) return false
    const { source } = chapters[0] ?? { source: "user" }
    const matchers = memberOf(manifest?.content, source)
    return source === "user" || (Array.isArray(matchers) && matchers.length > 0)
  })
}

/** The reasons with which the flows of a story ended and which the integration has to word, as they are. */
export const reasonsIn = ({ chapters }: PlayedStory): ReadonlyArray<string> =>
  chapters.flatMap(({ flow }) =>
    flow.moments.flatMap(({ answered: { reason, translation_domain: domain, type } }) =>
      type === "abort" && typeof reason === "string" && domain === undefined && !wordless.includes(reason)
        ? [reason]
        : []
    )
  )

/** The interface asks for a credential in place of the first one's words; the other is ruled out by PKG-1. */
const wordless: ReadonlyArray<string> = ["missing_credentials", "missing_configuration"]

/** Whether a text is not known as a whole. */
export const isUnknown = (text: string): boolean => /standin\d+x/i.test(text)
