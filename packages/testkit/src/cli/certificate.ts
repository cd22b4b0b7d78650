/** What `--certify` vouches for: the very files of the kit, of the modelled host and of the modules, by their hashes. */
import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Effect, Option } from "effect"
import type { Command } from "effect/cli"
import { isSkipped } from "../adapters/IntegrationFolder.ts"
import { pythonFolder } from "../adapters/python/files.ts"
import { countsAgainst, type FailOn } from "../reporters/Conformance.ts"
import type { Certificate, RunEvent } from "../runner/RunEvent.ts"
import { versionsFor } from "../runner/Versions.ts"
import type { Plan } from "../runner/Plan.ts"
import type { Integration } from "../subject/Integration.ts"
import type { Target } from "../runner/run.ts"
import type { Settings } from "./decisions.ts"
import { CannotCheck } from "./errors.ts"
import type { reportFlags, runFlags } from "./flags.ts"
import { version } from "./version.ts"

type Flags = Command.Command.Config.Infer<
  Pick<typeof runFlags, "changed" | "isolation" | "replay" | "requirement" | "shard"> &
    Pick<typeof reportFlags, "baseline" | "failOn" | "updateBaseline">
>

/** Why nothing can be certified with these flags, or null. */
export const cannotCertify = (flags: Flags): string | null => {
  const against = [
    [flags.isolation === "none", "--isolation none: code that is not isolated can change its own verdicts"],
    [Option.getOrNull(flags.failOn) === "never", "--fail-on never"],
    [Option.isSome(flags.baseline) || flags.updateBaseline, "--baseline: it takes no failure that is known"],
    [flags.requirement.length > 0 || Option.isSome(flags.replay), "--requirement: it is about all of them"],
    [
      Option.isSome(flags.shard) || Option.isSome(flags.changed),
      "--shard or --changed: it is about all modules"
    ]
  ] as const
  const found = against.find(([is]) => is)
  return found === undefined ? null : `--certify does not go with ${found[1]}.`
}

/** The project's settings without what it accepts: a certificate takes no waiver. */
export const withoutDecisions = (settings: Settings): Settings => ({
  ...settings,
  baseline: null,
  failOn: settings.failOn === "never" ? "must" : settings.failOn,
  decisions: { ...settings.decisions, waivers: [] }
})

/** Hashes what is certified, and gives what adds the certificate to a run that earns it. */
export const certifier = Effect.fnUntraced(function* (
  targets: ReadonlyArray<Target>,
  plan: Plan,
  { failOn }: Settings
) {
  const integrations = targets.flatMap((target) => (target._tag === "Readable" ? [target.integration] : []))
  return certifyWith(yield* hashAll(integrations, plan), failOn)
})

/** Reads and hashes all that the certificate names. */
const hashAll = (
  integrations: ReadonlyArray<Integration>,
  plan: Plan
): Effect.Effect<Certificate, CannotCheck> =>
  Effect.try({
    try: () => {
      const root = dirname(pythonFolder())
      const code = dirname(dirname(fileURLToPath(import.meta.url)))
      const versions = integrations.flatMap((integration) => versionsFor(plan, integration))
      return {
        kit: { version, sha256: hashOf([code, join(root, "bin"), join(root, "package.json")]) },
        host: {
          homeAssistant: [...new Set(versions.map((homeAssistant) => homeAssistant.version))],
          sha256: hashOf([pythonFolder(), join(root, "host")])
        },
        modules: integrations.map(({ directory, language, path }) => ({
          path,
          language,
          sha256: hashOf([directory])
        }))
      }
    },
    catch: (error) => new CannotCheck({ message: `--certify cannot read all files: ${String(error)}` })
  })

/**
 * Takes the events of a run, and gives the last one the certificate where every verdict is reached and none counts against a module.
 */
const certifyWith = (certificate: Certificate, failOn: FailOn): ((event: RunEvent) => RunEvent) => {
  let isSound = true
  return (event) => {
    if (event._tag === "SubjectFinished") isSound &&= event.problem === null
    if (event._tag === "VerdictReached") {
      isSound &&= event.verdict.verdict !== "inconclusive" && !countsAgainst(event.verdict, failOn)
    }
    return event._tag === "RunFinished" && isSound ? { ...event, certificate } : event
  }
}

/** The hash of files and folders: of each file's path within them, and what is in it. */
const hashOf = (paths: ReadonlyArray<string>): string => {
  const hash = createHash("sha256")
  for (const path of paths) {
    for (const name of filesOf(path)) {
      const content = readFileSync(join(path, name))
      hash.update(`${name}\0${content.length}\0`).update(content)
    }
  }
  return hash.digest("hex")
}

/** The files at and below a path, sorted. What a link leads to is none of them: it is not checked either. */
const filesOf = (path: string): ReadonlyArray<string> => {
  const visit = (inside: string): ReadonlyArray<string> =>
    readdirSync(join(path, inside), { withFileTypes: true })
      .filter(({ name }) => !isSkipped(name))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const name = join(inside, entry.name)
        if (entry.isDirectory()) return visit(name)
        return entry.isFile() ? [name] : []
      })
  return path.endsWith(".json") ? [""] : visit("")
}
