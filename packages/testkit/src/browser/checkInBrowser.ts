/** Checks a module in a browser: in workers of its own, with nothing sent anywhere. */
import { Cause, Effect, Queue, Schema, Stream } from "effect"
import { CannotBeChecked } from "../adapters/CannotBeChecked.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import { defaultRuns, defaultSeed } from "../runner/Plan.ts"
import type { RunEvent } from "../runner/RunEvent.ts"
import { homeAssistantOf, oldestKnownVersion } from "../subject/HomeAssistant.ts"
import { startWorker } from "./startWorker.ts"
import type { JudgeReply, JudgeRequest } from "./workerMessages.ts"

/**
 * What is checked in a browser, and how.
 *
 * @category models
 * @since 0.1.0
 */
export interface BrowserCheckOptions {
  /**
   * The integration's files, by their paths in its folder: `application_credentials.py` (or `.ts`, `.mts`, `.js`, `.mjs`),
   * `manifest.json`, `translations/en.json`, `config_flow.py` and so on. At most 200, and 1 MiB together.
   */
  readonly files: Readonly<Record<string, string>>
  /** The name of its folder: letters, digits and underscores. Default the manifest's domain. */
  readonly domain?: string
  /**
   * Where Pyodide's files are, of the version that this package depends on: its folder in `node_modules`, copied to where the page
   * may fetch it. Needed for Python.
   */
  readonly pyodide: string | URL
  /** Seed of everything random. Default 1. */
  readonly seed?: number
  /** How many inputs each property is given. Default 100. */
  readonly runs?: number
  /** Only these requirements. Default all. */
  readonly requirements?: ReadonlyArray<RequirementId>
  /** The version of Home Assistant to check on, such as `2026.9`. Default what the integration supports. */
  readonly homeAssistant?: string
  /** How long the module may make no sign of life while it runs something. Default 5000. */
  readonly timeLimitMillis?: number
}

/**
 * Says that a check's own workers could not be loaded, or failed: a file that is not there, a page whose content security policy
 * does not allow workers, a defect of the test kit. `message` says what the browser said.
 *
 * @category errors
 * @since 0.1.0
 */
export class BrowserCheckFailed extends Schema.TaggedError<BrowserCheckFailed>()("BrowserCheckFailed", {
  message: Schema.String
}) {}

/** The workers that the build makes: each is a script of its own. */
const workers = {
  judge: new URL("./workers/judge.js", import.meta.url),
  python: new URL("./workers/python.js", import.meta.url),
  typescript: new URL("./workers/typescript.js", import.meta.url)
}

/** What a page can be given at most. */
const mostFiles = 200
const mostCharacters = 2 ** 20

/**
 * Checks an integration whose files are given as text, with the engine, the checks and the verdicts of the command. The judge runs in
 * one worker and the module in another; both end when the stream does, or is interrupted.
 *
 * Gives the events of the run, over which reporters fold. Fails with `CannotBeChecked` where the files have no module or are not as
 * Home Assistant reads them, and with `BrowserCheckFailed` where an option is wrong or the workers cannot run.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { Effect, Stream } from "effect"
 * import { addEvent, checkInBrowser, emptyReport } from "@application-credentials/testkit/browser"
 *
 * const files = { "application_credentials.py": "...", "manifest.json": "..." }
 * const report = checkInBrowser({ files, pyodide: "/pyodide/" }).pipe(
 *   Stream.runFold(() => emptyReport, addEvent)
 * )
 *
 * // In a page, `Effect.runPromise(report)` gives it, and `AbortSignal` as its `signal` stops the check.
 * assert.ok(Effect.isEffect(report))
 * ```
 *
 * @category running
 * @since 0.1.0
 */
export const checkInBrowser = (
  options: BrowserCheckOptions
): Stream.Stream<RunEvent, CannotBeChecked | BrowserCheckFailed> =>
  Stream.callback<RunEvent, CannotBeChecked | BrowserCheckFailed>((events) =>
    Effect.gen(function* () {
      const request = yield* requestOf(options)
      const worker = yield* Effect.acquireRelease(
        Effect.sync(() => startWorker(workers.judge.href)),
        (started) => Effect.sync(() => started.terminate())
      )
      worker.onmessage = ({ data }: MessageEvent<JudgeReply>) => hear(data, events)
      worker.onerror = ({ message }) => fail(events, failed(message || "a worker could not be loaded"))
      worker.postMessage(request)
      yield* Effect.never
    })
  )

type Events = Queue.Queue<RunEvent, CannotBeChecked | BrowserCheckFailed | Cause.Done>

const hear = (reply: JudgeReply, events: Events) => {
  switch (reply._tag) {
    case "Event":
      return Queue.offerUnsafe(events, reply.event)
    case "CannotBeChecked":
      return fail(events, new CannotBeChecked(reply.problem))
    case "Failed":
      return fail(events, failed(reply.message))
    case "Done":
      return Queue.endUnsafe(events)
  }
}

const fail = (events: Events, error: CannotBeChecked | BrowserCheckFailed) =>
  void Queue.failCauseUnsafe(events, Cause.fail(error))

const failed = (why: string) =>
  new BrowserCheckFailed({ message: `The check could not run in this browser: ${why}.` })

const wrong = (message: string) => Effect.fail(new BrowserCheckFailed({ message }))

/** What the judge is sent, where the options are right. */
const requestOf = (options: BrowserCheckOptions): Effect.Effect<JudgeRequest, BrowserCheckFailed> => {
  const { files, homeAssistant, requirements = [], runs = defaultRuns, seed = defaultSeed } = options
  const domain = options.domain ?? domainIn(files["manifest.json"]) ?? "integration"
  const paths = Object.keys(files)
  const odd = paths.find((path) => !/^[\w-][\w.-]*(?:\/[\w-][\w.-]*)*$/.test(path))
  const characters = Object.values(files).reduce((sum, text) => sum + text.length, 0)
  const version = homeAssistant === undefined ? null : homeAssistantOf(homeAssistant)
  if (!/^\w+$/.test(domain))
    return wrong(`domain takes letters, digits and underscores, not ${JSON.stringify(domain)}.`)
  if (odd !== undefined)
    return wrong(`${JSON.stringify(odd)} is no path in a folder, such as translations/en.json.`)
  if (paths.length > mostFiles || characters > mostCharacters)
    return wrong(`files takes at most ${mostFiles} files and ${mostCharacters} characters in all of them.`)
  if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed))
    return wrong("runs takes a whole number from 1 on, and seed a whole number.")
  if (homeAssistant !== undefined && version === null)
    return wrong(
      `homeAssistant takes a version from ${oldestKnownVersion} on, such as 2026.9, not ${homeAssistant}.`
    )
  return Effect.succeed({
    files,
    domain,
    seed,
    runs,
    requirements,
    homeAssistant: version,
    timeLimitMillis: options.timeLimitMillis ?? 5000,
    python: workers.python.href,
    typescript: workers.typescript.href,
    pyodide: new URL(options.pyodide, globalThis.location.href).href.replace(/\/?$/, "/")
  })
}

const domainIn = (manifest = ""): string | undefined => /"domain"\s*:\s*"(\w+)"/.exec(manifest)?.[1]
