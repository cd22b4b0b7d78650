import { Effect } from "effect"
import { isTokenRequest } from "../../engine/Accounts.ts"
import { examination } from "../../engine/Check.ts"
import { Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import type { StoryName } from "../../engine/Story.ts"
import {
  firstEntry,
  type FlowContext,
  folderWithFlow,
  playedStory,
  violatedIn
} from "../../reading/configFlowRun.ts"
import { reveals } from "../../reading/reveals.ts"
import type { Trace } from "../../subject/Protocol.ts"

const names: ReadonlyArray<StoryName> = [
  "twice",
  "reauthentication",
  "twoCredentials",
  "setUp",
  "setUpRefused"
]

export const check = examination(
  "FLO-8",
  Effect.fnUntraced(function* (context) {
    yield* folderWithFlow(context)
    let wasCut = false
    let hasToken = false
    for (const name of yield* namesFor(context)) {
      const story = yield* playedStory(context, name)
      const { chapters, secrets, setUp } = story
      const traces = [
        ...chapters.map(({ trace }) => ({ trace, when: linking(name) })),
        ...(setUp === null ? [] : [{ trace: setUp.trace, when: "while the entry is set up" }])
      ]
      for (const { trace, when } of traces) {
        const found = leakIn(trace, secrets)
        if (found !== null)
          return yield* violatedIn(
            story,
            `${when}, a log line (level ${found.level}, logger ${found.logger}) holds ${found.what}`,
            found.where
          )
        wasCut ||= trace.logsCut === true
      }
      hasToken ||= chapters.some(({ tokens }) => tokens.length > 0)
    }
    if (wasCut) return yield* new Inconclusive({ message: "it logs more than is kept to be read" })
    yield* firstEntry(yield* playedStory(context, "twice"))
    if (!hasToken)
      return yield* new NotApplicable({ message: "the flow was given no token that it could log" })
  })
)

/** What a flow does where the account's service fails is to be seen only where it asks that. */
const namesFor = Effect.fnUntraced(function* (context: FlowContext) {
  const { chapters } = yield* playedStory(context, "twice")
  const asks = chapters.some(({ requests }) => !requests.every(isTokenRequest))
  return asks ? [...names, "serviceFails" as const] : names
})

const linking = (name: StoryName): string =>
  name === "serviceFails"
    ? "while an account is linked, and its service answers with an error"
    : "while an account is linked"

const leakIn = (
  { logs }: Trace,
  secrets: ReadonlyArray<{ readonly what: string; readonly value: string }>
) => {
  for (const { level, logger, message, where = fileOf(logger) } of logs) {
    const secret = secrets.find(({ value }) => reveals(message, value))
    if (secret === undefined) continue
    return { level, logger, what: secret.what, where }
  }
  return null
}

/** The file that a logger is named after, where it is one of the integration's. */
const fileOf = (logger: string): string | undefined => {
  const [, path] = /^(?:custom_components|homeassistant\.components)\.\w+((?:\.\w+)*)$/.exec(logger) ?? []
  if (path === undefined) return undefined
  return path === "" ? "__init__.py" : `${path.slice(1).replaceAll(".", "/")}.py`
}
