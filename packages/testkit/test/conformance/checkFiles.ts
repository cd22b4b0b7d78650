/** Checks an integration given as text: writes it to a temporary folder and runs the plan on it. */
import { enableCompileCache } from "node:module"
import { NodeServices } from "@effect/platform-node"
import { Effect, FileSystem, Layer, Path } from "effect"
import type { RequirementId } from "../../src/catalog/Requirement.ts"
import type { Verdict } from "../../src/catalog/Verdict.ts"
import * as PythonSubject from "../../src/adapters/python/PythonSubject.ts"
import { readIntegration } from "../../src/adapters/readIntegration.ts"
import { subjectLayer } from "../../src/adapters/subjectLayer.ts"
import { checkModule } from "../../src/runner/checkModule.ts"
import { homeAssistantOf, newestHomeAssistant } from "../../src/subject/HomeAssistant.ts"
import type { Integration } from "../../src/subject/Integration.ts"
import type { Sound } from "../mutants/Mutant.ts"

// Each module has a worker of its own, and all of them load the same files.
enableCompileCache()

/** In a worker, which starts several times as fast as a jailed process: there are hundreds of modules. */
export const subjectOf = (integration: Integration, homeAssistant = newestHomeAssistant) =>
  subjectLayer(integration, "none", homeAssistant)

/** The verdicts on an integration, by requirement. */
export const checkFiles = (
  sound: Pick<Sound, "name" | "files">,
  options: {
    readonly requirements?: ReadonlyArray<RequirementId>
    readonly runs?: number
    readonly homeAssistant?: string | undefined
    /** How long a Python module may make no sign of life. */
    readonly timeLimitMillis?: number
    /** Leaves the config flow out, as `--no-flow` does. */
    readonly withoutFlow?: boolean
  } = {}
) =>
  Effect.gen(function* () {
    const directory = yield* writeFiles(sound)
    const integration = yield* readIntegration(directory)
    const homeAssistant = homeAssistantOf(options.homeAssistant ?? newestHomeAssistant.version)
    if (homeAssistant === null) return yield* Effect.die(`no such version: ${options.homeAssistant}`)
    const verdicts = new Map<string, Verdict>()
    yield* checkModule({
      integration,
      homeAssistant,
      plan: {
        seed: 1,
        runs: options.runs ?? 20,
        requirements: options.requirements ?? [],
        withoutFlow: options.withoutFlow
      },
      listener: {
        started: () => Effect.void,
        reached: (verdict) => Effect.sync(() => void verdicts.set(verdict.id, verdict))
      }
    }).pipe(
      Effect.provide(
        options.timeLimitMillis === undefined
          ? subjectOf(integration, homeAssistant)
          : PythonSubject.layer(integration, {
              isolation: "none",
              homeAssistant,
              timeLimitMillis: options.timeLimitMillis
            })
      )
    )
    return verdicts
  }).pipe(Effect.scoped, Effect.provide(Layer.mergeAll(NodeServices.layer)))

const writeFiles = Effect.fnUntraced(function* ({ files, name }: Pick<Sound, "name" | "files">) {
  const fs = yield* FileSystem.FileSystem
  const path = yield* Path.Path
  const directory = path.join(yield* fs.makeTempDirectoryScoped(), name)
  for (const [file, content] of Object.entries(files)) {
    const target = path.join(directory, file)
    yield* fs.makeDirectory(path.dirname(target), { recursive: true })
    yield* fs.writeFileString(target, content)
  }
  return directory
})
