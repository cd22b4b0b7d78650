/** Runs a check for the page, which fetches this only when somebody asks for one. */
import { Effect, Stream } from "effect"
import { checkInBrowser, type RunEvent } from "@application-credentials/testkit/browser"
import type { Input } from "./link.ts"

/** The longest that the page waits for a whole check. */
const longestMinutes = 5

/** Checks an input, and hands over each event. Gives why it could not be checked, or null; nothing where it was stopped. */
export const check = (
  { domain, files }: Input,
  options: {
    readonly pyodide: string
    readonly runs: number
    readonly signal: AbortSignal
    readonly onEvent: (event: RunEvent) => void
  }
): Promise<string | null> =>
  Effect.runPromise(
    checkInBrowser({ files, domain, pyodide: options.pyodide, runs: options.runs }).pipe(
      Stream.runForEach((event) => Effect.sync(() => options.onEvent(event))),
      Effect.timeout(`${longestMinutes} minutes`),
      Effect.match({
        onSuccess: () => null,
        onFailure: (error) =>
          error._tag === "TimeoutError"
            ? `This took more than ${longestMinutes} minutes, and was stopped. Take fewer inputs, or the command.`
            : error.message.replaceAll("/config/custom_components/", "")
      })
    ),
    { signal: options.signal }
  ).catch((reason: unknown) => (options.signal.aborted ? null : String(reason)))
