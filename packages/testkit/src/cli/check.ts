/** `application-credentials check`: checks integrations and reports. */
import { availableParallelism } from "node:os"
import { Effect, Option, Stream } from "effect"
import { Argument, Command, Flag } from "effect/cli"
import { type PackageOptions, withPackages } from "../adapters/python/packages/withPackages.ts"
import { sideBySide } from "../adapters/sideBySide.ts"
import { hostLayer, subjectLayer } from "../adapters/subjectLayer.ts"
import { conforms, failOnChoices } from "../reporters/Conformance.ts"
import { chooseIsolation, isolationChoices } from "../adapters/jail/Isolation.ts"
import type { Report } from "../reporters/Report.ts"
import { defaultRuns, defaultSeed, type Plan } from "../runner/Plan.ts"
import { isPath } from "../runner/ReplayPath.ts"
import { run, type Target } from "../runner/run.ts"
import { versionsFor } from "../runner/Versions.ts"
import { type HomeAssistant, homeAssistantOf, oldestKnownVersion } from "../subject/HomeAssistant.ts"
import type { Integration, Language } from "../subject/Integration.ts"
import { CannotCheck, DoesNotConform } from "./errors.ts"
import { makeProgress } from "./progress.ts"
import { parseReports, reporterSummaries, writeReports } from "./reports.ts"
import { parseRequirements } from "./requirements.ts"
import { findTargets } from "./targets.ts"

const config = {
  paths: Argument.String("path").pipe(
    Argument.withDescription(
      "An integration's folder, its application_credentials file, or a tree such as custom_components"
    ),
    Argument.atLeast(1)
  ),
  seed: Flag.Int("seed").pipe(
    Flag.withDescription("Seed of everything random: the same seed gives the same report"),
    Flag.withDefault(defaultSeed)
  ),
  runs: Flag.Int("runs").pipe(
    Flag.withDescription("How many inputs each property is given"),
    Flag.filter(
      (runs) => runs >= 1 && runs <= 1_000_000,
      (runs) => `--runs takes a number from 1 to 1000000, not ${runs}`
    ),
    Flag.withDefault(defaultRuns)
  ),
  requirement: Flag.String("requirement").pipe(
    Flag.withDescription("Only this requirement or family, such as AUT-2 or AUT; may be repeated"),
    Flag.withMetavar("ID"),
    Flag.atLeast(0)
  ),
  homeAssistant: Flag.String("home-assistant").pipe(
    Flag.withDescription(
      "The version of Home Assistant to check on, such as 2026.9. Default: the newest modelled, and the oldest that hacs.json says is supported"
    ),
    Flag.withMetavar("VERSION"),
    Flag.optional
  ),
  replay: Flag.String("path").pipe(
    Flag.withDescription("Replays one counterexample of one requirement: the path that the report gives"),
    Flag.withMetavar("PATH"),
    Flag.optional
  ),
  reporter: Flag.String("reporter").pipe(
    Flag.withDescription(
      `The report's form, or NAME=FILE to write one to a file too; may be repeated. ${reporterSummaries}`
    ),
    Flag.withMetavar("NAME"),
    Flag.atLeast(0)
  ),
  output: Flag.String("output").pipe(
    Flag.withDescription("Writes the report that would be shown to this file instead"),
    Flag.withMetavar("FILE"),
    Flag.optional
  ),
  packages: Flag.String("packages").pipe(
    Flag.withDescription(
      "A folder of installed Python packages, or a virtual environment, for what modules import; may be repeated. An active virtual environment, or a .venv near the integration, is found by itself"
    ),
    Flag.withMetavar("DIR"),
    Flag.atLeast(0)
  ),
  isolation: Flag.Literals("isolation", isolationChoices).pipe(
    Flag.withDescription(
      "What stands between the module and this machine: os, the operating system's sandbox; process, Node's permission model; auto, the strongest that works here; none, nothing, for modules that you trust"
    ),
    Flag.withDefault("auto" as const)
  ),
  failOn: Flag.Literals("fail-on", failOnChoices).pipe(
    Flag.withDescription(
      "What makes the exit code 1: a broken MUST, any broken requirement, also inconclusive verdicts, or nothing"
    ),
    Flag.withDefault("must" as const)
  ),
  verbose: Flag.Boolean("verbose").pipe(
    Flag.withDescription("Says every verdict, also why something does not apply"),
    Flag.withDefault(false)
  )
}

type Config = Command.Command.Config.Infer<typeof config>

/** The command. */
export const check = Command.make(
  "check",
  config,
  Effect.fnUntraced(function* (input) {
    const plan = yield* planOf(input)
    const destinations = yield* parseReports(input.reporter, input.output)
    const { packages } = input
    const environment = process.env["VIRTUAL_ENV"]
    const targets = yield* Effect.forEach(yield* findTargets(input.paths), (target) =>
      runWith(target, { packages, environment })
    )
    const isolation = yield* chooseIsolation(input.isolation).pipe(
      Effect.mapError(({ message }) => new CannotCheck({ message }))
    )
    const processors = availableParallelism()
    // A Python module alone shares its work between two processors, many take one each. In TypeScript a second worker
    // takes as long to start as it saves.
    const subject = (integration: Integration, homeAssistant: HomeAssistant) => {
      const layer = subjectLayer(integration, isolation, homeAssistant)
      const alone = targets.length === 1 && versionsFor(plan, integration).length === 1
      return alone && processors > 1 && integration.language === "python" ? sideBySide(layer) : layer
    }
    const host = (language: Language, homeAssistant: HomeAssistant) =>
      hostLayer(language, isolation, homeAssistant)
    const events = run({ targets, plan, subject, host, concurrency: processors })
    const report = yield* writeReports(Stream.tap(events, makeProgress()), destinations, input)
    if (targets.some(({ _tag }) => _tag === "Unreadable")) {
      return yield* new CannotCheck({ message: problemsOf(report) })
    }
    if (!conforms(report, input.failOn)) return yield* new DoesNotConform()
  })
).pipe(
  Command.withDescription(
    "Checks application_credentials modules and says, requirement by requirement, what is wrong and how to fix it. Exit code 0: conforms; 1: does not; 2: cannot be checked."
  ),
  Command.withShortDescription("Check integrations"),
  Command.withExamples([
    { command: "application-credentials check custom_components/acme", description: "Check one integration" },
    {
      command: "application-credentials check custom_components --fail-on should",
      description: "Check all integrations of a tree, strictly"
    },
    {
      command: "application-credentials check custom_components --reporter html=report.html",
      description: "Write a report to read in a browser, too"
    }
  ])
)

const runWith = (target: Target, options: PackageOptions): Effect.Effect<Target, CannotCheck> =>
  target._tag === "Unreadable"
    ? Effect.succeed(target)
    : withPackages(target.integration, options).pipe(
        Effect.map((integration): Target => ({ ...target, integration })),
        Effect.mapError(({ message }) => new CannotCheck({ message }))
      )

const planOf = Effect.fnUntraced(function* (input: Config) {
  const requirements = yield* parseRequirements(input.requirement)
  const path = Option.getOrUndefined(input.replay)
  if (path !== undefined && requirements.length !== 1) {
    return yield* new CannotCheck({
      message: "--path replays one requirement: name it with --requirement ID."
    })
  }
  if (path !== undefined && !isPath(path)) {
    return yield* new CannotCheck({
      message: `--path takes numbers and colons such as 3:0x5:1, not ${path}.`
    })
  }
  const homeAssistant = yield* Effect.forEach(Option.toArray(input.homeAssistant), parseHomeAssistant)
  return {
    seed: input.seed,
    runs: input.runs,
    requirements,
    path,
    homeAssistant: homeAssistant[0]
  } satisfies Plan
})

const parseHomeAssistant = (version: string): Effect.Effect<HomeAssistant, CannotCheck> => {
  const found = homeAssistantOf(version)
  return found
    ? Effect.succeed(found)
    : Effect.fail(
        new CannotCheck({
          message: `--home-assistant takes a version from ${oldestKnownVersion} on, such as 2026.9, not ${version}.`
        })
      )
}

const problemsOf = ({ subjects }: Report): string =>
  subjects.flatMap(({ problem }) => (problem === null ? [] : [problem])).join("\n")
