/** Judges how a step fails when the token endpoint does. */
import { Effect } from "effect"
import { Inconclusive, Violated } from "../engine/Finding.ts"
import type { CheckContext } from "../engine/Harness.ts"
import { conclusive, noRequest } from "../engine/outcomes.ts"
import type { ErrorKind, Outcome, RaisedError, WireRequest } from "../subject/Protocol.ts"
import type { SubjectGone } from "../subject/Subject.ts"

/** What is expected of a step that the provider failed. */
export interface Expectation {
  readonly step: "exchange" | "refresh"
  /** What the provider answered, in words: "HTTP 503". */
  readonly answer: string
  /** Which errors are right. */
  readonly accepts: (error: RaisedError) => boolean
  /** What they are called: "the re-authentication error". */
  readonly wanted: string
}

/** Succeeds where the outcome is an error as expected. */
export const expectFailure = Effect.fnUntraced(function* (
  context: CheckContext,
  seen: {
    readonly outcome: Outcome | undefined
    readonly requests: ReadonlyArray<WireRequest> | undefined
    /** The step that made the implementation. */
    readonly made?: Outcome | undefined
  },
  expectation: Expectation
) {
  const { accepts, answer, step, wanted } = expectation
  const outcome = yield* conclusive(seen.outcome)
  if (seen.requests === undefined || seen.requests.length === 0) {
    return yield* noRequest(step, outcome, seen.made)
  }
  if (outcome._tag === "hung") {
    return yield* new Violated({ message: `after ${answer} the ${step} never ended` })
  }
  if (outcome._tag === "returned") {
    return yield* new Violated({ message: `after ${answer} the ${step} gave a token instead of failing` })
  }
  const { error } = outcome
  if (accepts(error)) return
  const name = nameOf(error)
  if (yield* isCaught(context, error)) {
    return yield* new Inconclusive({
      message: `after ${answer} the ${step} failed with ${name}, which other files of the integration catch; what they do then cannot be seen from the module`
    })
  }
  return yield* new Violated({
    message: `after ${answer} the ${step} failed with ${name}, which is not ${wanted}`,
    where: error.where
  })
})

/** Takes it for a violation that the step took its worker's life, where it was tried. */
export const notToEndWith = (step: "exchange" | "refresh", answer: string) => (gone: SubjectGone) =>
  Effect.fail(
    gone.during !== step || gone.notTried
      ? gone
      : new Violated({
          message:
            gone.reason === "hang"
              ? `after ${answer} the ${step} never ended, and could not be stopped`
              : `after ${answer} the ${step} ended its process`,
          shrinkable: false
        })
  )

/** Accepts errors that the host's flow takes for one of these kinds. */
export const ofKind =
  (...kinds: ReadonlyArray<ErrorKind>) =>
  ({ kind }: RaisedError): boolean =>
    kinds.includes(kind)

/** Accepts every error: what counts is that there is no token. */
export const anyError = (): boolean => true

/**
 * Accepts what the host takes for "try again later" when there is no connection: its transient error, a time-out, and
 * the HTTP client's own errors other than of an answer, all of which integrations retry on.
 */
export const retriable = ({ kind, type }: RaisedError): boolean =>
  kind === "transient" ||
  kind === "timeout" ||
  (kind === "client" && type.startsWith("aiohttp.") && !type.endsWith("ResponseError"))

/** An error's type without its package. */
export const nameOf = ({ type }: RaisedError): string => type.split(".").at(-1) ?? type

/**
 * Tells whether another file of the integration catches an error of the integration's own by its name, as a config flow
 * does that handles the errors of its own implementation.
 */
const isCaught = (context: CheckContext, { kind, type }: RaisedError) => {
  const isHosts = type.startsWith("homeassistant.") && !type.startsWith("homeassistant.components.")
  const isOwn = kind === "other" && type.includes(".") && !isHosts && !type.startsWith("aiohttp.")
  if (!isOwn) return Effect.succeed(false)
  const caught = new RegExp(`\\bexcept\\b[^\\n:]*\\b${type.split(".").at(-1)}\\b`)
  return context.integration.pipe(
    Effect.map(({ siblings }) => Object.values(siblings).some((source) => caught.test(source))),
    Effect.catch(() => Effect.succeed(false))
  )
}
