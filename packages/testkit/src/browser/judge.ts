/** The worker that judges a module in a browser, and starts those that the module runs in. */
import { Cause, Deferred, Effect, Layer, Stream } from "effect"
import { makeModuleSubject } from "../adapters/ModuleSubject.ts"
import { CannotBeChecked, readIntegration } from "../adapters/readIntegration.ts"
import { run } from "../runner/run.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { Integration } from "../subject/Integration.ts"
import { Subject } from "../subject/Subject.ts"
import { layerFiles } from "./filesLayer.ts"
import { startModule } from "./startModule.ts"
import type { JudgeReply, JudgeRequest } from "./workerMessages.ts"

/** How long Pyodide may take to be fetched and to start. */
const startLimitMillis = 120_000

const custom = "custom_components"

const reply = (message: JudgeReply) => globalThis.postMessage(message)

const subjectOf =
  (request: JudgeRequest, needsNode: (what: string) => void) =>
  (integration: Integration, homeAssistant: HomeAssistant): Layer.Layer<Subject> =>
    Layer.effect(
      Subject,
      makeModuleSubject({
        language: integration.language,
        isolation: "browser",
        load: {
          _tag: "load",
          modulePath: integration.modulePath,
          domain: integration.domain,
          homeAssistant
        },
        start: () =>
          startModule({
            url: request[integration.language],
            setup: {
              folder: integration.directory,
              files: request.files,
              file: integration.moduleFile,
              pyodide: request.pyodide
            },
            needsNode,
            timeLimitMillis: request.timeLimitMillis,
            startLimitMillis
          })
      })
    )

const judge = Effect.fnUntraced(function* (request: JudgeRequest) {
  const { domain, files, homeAssistant, requirements, runs, seed } = request
  const folder = `/config/${custom}/${domain}`
  const places = Object.fromEntries(
    Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text] as const)
  )
  const integration = yield* readIntegration(folder).pipe(Effect.provide(layerFiles(places)))
  const needed = yield* Deferred.make<never, CannotBeChecked>()
  const needsNode = (what: string) =>
    void Deferred.doneUnsafe(needed, Effect.fail(unavailable(integration.moduleFile, what)))
  const events = run({
    targets: [{ _tag: "Readable", integration: { ...integration, path: `${custom}/${domain}` } }],
    plan: {
      seed,
      runs,
      requirements,
      homeAssistant: homeAssistant ?? undefined
    },
    subject: subjectOf(request, needsNode),
    concurrency: 1
  })
  yield* Effect.raceFirst(
    Stream.runForEach(events, (event) => Effect.sync(() => reply({ _tag: "Event", event }))),
    Deferred.await(needed)
  )
})

const unavailable = (path: string, what: string) =>
  new CannotBeChecked({
    path,
    reason: "needsNode",
    message: `${what}, which a browser does not have. Check it with the command: npx application-credentials check FOLDER.`
  })

globalThis.onmessage = ({ data }: MessageEvent<JudgeRequest>) =>
  void Effect.runPromise(
    judge(data).pipe(
      Effect.match({
        onSuccess: (): JudgeReply => ({ _tag: "Done" }),
        onFailure: ({ column, line, message, path, reason }): JudgeReply => ({
          _tag: "CannotBeChecked",
          problem: {
            path,
            reason,
            message,
            ...(line === undefined ? {} : { line }),
            ...(column === undefined ? {} : { column })
          }
        })
      }),
      Effect.catchCause((cause) =>
        Effect.succeed<JudgeReply>({ _tag: "Failed", message: Cause.pretty(cause) })
      )
    )
  ).then(reply)
