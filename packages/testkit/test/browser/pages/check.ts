/** The page's side of the tests: checks what it is given, and hands over the events or the error. */
import { Effect, Stream } from "effect"
import { type BrowserCheckOptions, checkInBrowser } from "@application-credentials/testkit/browser"

const check = (options: BrowserCheckOptions, events = Infinity) =>
  Effect.runPromise(
    checkInBrowser(options).pipe(
      Stream.take(events),
      Stream.runCollect,
      Effect.match({
        onSuccess: (seen) => ({ events: seen, error: null }),
        onFailure: (error) => ({ events: [], error: { ...error, message: error.message } })
      })
    )
  )

Object.assign(globalThis, { check })
