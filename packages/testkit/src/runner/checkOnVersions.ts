/** Holds one module to the requirements of a plan on every version of Home Assistant that it supports. */
import { Effect, Fiber, type Layer } from "effect"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Verdict } from "../catalog/Verdict.ts"
import type { HostForAll } from "../engine/Harness.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"
import type { LoadedModule } from "../subject/Protocol.ts"
import { Subject } from "../subject/Subject.ts"
import { mergeVerdicts, versionsFor, type VersionVerdict } from "./Versions.ts"
import { checkModule, type Listener } from "./checkModule.ts"

type Options = Omit<Parameters<typeof checkModule>[0], "homeAssistant" | "host"> & {
  /** The host of a version for all modules of a run. */
  readonly host?: (homeAssistant: HomeAssistant) => HostForAll | undefined
  /** The module, whose host behaves as a version. */
  readonly subject: (homeAssistant: HomeAssistant) => Layer.Layer<Subject>
}

/** Checks on all versions at once, and gives the listener one verdict for each requirement. Gives the module's isolation, and what was loaded on the newest. */
export const checkOnVersions = Effect.fnUntraced(function* (options: Options) {
  const { integration, listener, plan } = options
  const [newest, ...others] = versionsFor(plan, integration)
  const older = yield* Effect.forkChild(
    Effect.forEach(others, (version) => verdictsOn(version, options), { concurrency: "unbounded" }),
    { startImmediately: true }
  )
  const reached = new Set<RequirementId>()
  const merge = Effect.fnUntraced(function* (verdict: Verdict) {
    const found = (yield* Fiber.join(older)).flatMap((verdicts) => verdicts.get(verdict.id) ?? [])
    reached.add(verdict.id)
    yield* listener.reached(mergeVerdicts([{ homeAssistant: newest, verdict }, ...found]))
  })
  const checked = yield* checkOn(newest, options, { started: listener.started, reached: merge })
  // A module that cannot be loaded on an older version fails MOD-1 there, asked for or not.
  for (const verdicts of yield* Fiber.join(older)) {
    for (const [id, { homeAssistant, verdict }] of verdicts) {
      if (!reached.has(id)) yield* listener.reached({ ...verdict, homeAssistant: [homeAssistant.version] })
    }
  }
  return checked
})

const checkOn = (homeAssistant: HomeAssistant, { host, subject, ...options }: Options, listener: Listener) =>
  checkModule({ ...options, host: () => host?.(homeAssistant), homeAssistant, listener }).pipe(
    Effect.flatMap((loaded: LoadedModule | null) =>
      Effect.map(Subject, ({ isolation }) => ({ isolation, loaded }))
    ),
    Effect.provide(subject(homeAssistant))
  )

const verdictsOn = Effect.fnUntraced(function* (homeAssistant: HomeAssistant, options: Options) {
  const verdicts = new Map<RequirementId, VersionVerdict>()
  yield* checkOn(homeAssistant, options, {
    started: () => Effect.void,
    reached: (verdict) => Effect.sync(() => void verdicts.set(verdict.id, { homeAssistant, verdict }))
  })
  return verdicts
})
