import { Effect } from "effect"
import { fileExamination } from "../../engine/Check.ts"
import type { FileContext } from "../../engine/Harness.ts"
import { type Finding, Inconclusive, NotApplicable } from "../../engine/Finding.ts"
import type { PlayedStory } from "../../engine/Story.ts"
import { firstEntry, listOf, playedStory, violatedIn } from "../../reading/configFlowRun.ts"
import { diagnosticsInSource } from "../../reading/diagnosticsInSource.ts"
import { reveals } from "../../reading/reveals.ts"
import { codeOf } from "../../reading/sourceText.ts"
import type { SetUp } from "../../subject/Flow.ts"

const file = "diagnostics.py"

/** Judged by what comes out of them for an entry that is set up; by the source where the run does not come to that. */
export const check = fileExamination(
  "SEC-7",
  Effect.fnUntraced(function* (context) {
    const code = codeOf(yield* context.integration)
    const source = code.get(file)
    if (source === undefined)
      return yield* new NotApplicable({ message: "the integration has no diagnostics" })
    const run = yield* Effect.result(playedDiagnostics(context))
    const told = run._tag === "Success" ? yield* judgeRun(run.success, code) : run.failure.message
    if (told === null) return
    const shown = diagnosticsInSource(source, code)
    if (shown === null) return
    return yield* new Inconclusive({ message: `${told}; by the source, ${file}:${shown.line} ${shown.what}` })
  })
)

const playedDiagnostics = Effect.fnUntraced(function* ({ integration, play }: FileContext) {
  if (play === undefined) return yield* new Inconclusive({ message: "the module could not be loaded" })
  const story = yield* playedStory({ integration, play }, "diagnostics")
  yield* firstEntry(story)
  return story
})

/** Null where the diagnostics were had and are clean, or why the run does not say. */
const judgeRun = Effect.fnUntraced(function* (
  story: PlayedStory,
  code: ReadonlyMap<string, string>
): Effect.fn.Return<string | null, Finding> {
  const { given = {}, trace } = story.diagnostics ?? {}
  const all = Object.entries(given).map(([name, { error, value }]) => ({
    name,
    error,
    text: JSON.stringify(value)
  }))
  for (const { name, text } of all) {
    const found = secretsOf(story).filter(({ value }) => reveals(text, value))
    const [secret] = found
    if (secret === undefined) continue
    const message = `what ${name} gives holds ${secret.what}`
    if (trace !== undefined && trace.standIns.length > 0)
      return `${message}, which depends on ${listOf(trace.standIns)}`
    if (found.every(({ what }) => what === refreshToken) && !mentionsRefreshToken(code))
      return `${message}, and whether the provider gives one is not known`
    return yield* violatedIn(story, message, `${file}:${lineOf(name, code.get(file) ?? "")}`)
  }
  const failed = all.find(({ error }) => error !== null)
  if (all.length === 0) return `${file} offers no function that the host calls`
  if (failed?.error)
    return `${failed.name} ends with ${failed.error.type.split(".").at(-1)}: ${failed.error.message}`
  const setUp = story.setUp?.result
  if (setUp?.ended !== "returned" || setUp.value !== true) return `the entry could not be set up${why(setUp)}`
  const unknown = Object.values(trace?.unknown ?? {}).filter((origin) => /token|secret|redact/i.test(origin))
  return unknown.length === 0 ? null : `the diagnostics hold what is not known of ${listOf(unknown)}`
})

/** The line in which a function is defined, or the first that names it. */
const lineOf = (name: string, source: string): number =>
  source.slice(0, Math.max(0, source.search(new RegExp(`\\b${name}\\b`)))).split("\n").length

const why = (setUp: SetUp | undefined): string =>
  setUp?.error ? `: ${setUp.error.type.split(".").at(-1)}: ${setUp.error.message}` : ""

const refreshToken = "a refresh token"

/** An id token proves who somebody is for a few minutes, and the kit gives one whether or not the provider does. */
const secretsOf = ({ secrets }: PlayedStory) =>
  secrets.filter(({ what }) => ["the client secret", "an access token", refreshToken].includes(what))

const mentionsRefreshToken = (code: ReadonlyMap<string, string>): boolean =>
  [...code.values()].some((text) => /["']refresh_token["'](?!\s*:\s*None)/.test(text))
