/** Judges the host's own implementation, for the package that is being built: most modules are nothing else. */
import { Context, Effect, Layer } from "effect"
import { hostLayer } from "../adapters/subjectLayer.ts"
import { makeSharedHost } from "../engine/SharedHost.ts"
import { judgeBeforehand, type JudgedHosts } from "../runner/judgeBeforehand.ts"
import { newestHomeAssistant } from "../subject/HomeAssistant.ts"
import { Subject } from "../subject/Subject.ts"

const judged = Effect.forEach(["python", "typescript"] as const, (language) =>
  Effect.gen(function* () {
    const services = yield* Layer.build(hostLayer(language, "process"))
    const run = makeSharedHost(Context.get(services, Subject))
    const host = yield* judgeBeforehand(run, newestHomeAssistant)
    return [`${language}-${newestHomeAssistant.version}`, host] as const
  })
)

/** Gives what the checks say of the host of each language, on the newest version of Home Assistant. */
export const judgeHosts = (): Promise<JudgedHosts> =>
  Effect.runPromise(Effect.scoped(Effect.map(judged, (hosts) => Object.fromEntries(hosts))))
