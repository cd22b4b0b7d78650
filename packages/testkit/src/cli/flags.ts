/** The options of commands, each once. */
import { Flag } from "effect/cli"
import { isolationChoices } from "../adapters/jail/Isolation.ts"
import { configNames } from "../config/Config.ts"
import { failOnChoices } from "../reporters/Conformance.ts"
import { defaultRuns, defaultSeed } from "../runner/Plan.ts"
import { reporterSummaries } from "./reports.ts"

const flag = <A>(given: Flag.Flag<A>, description: string, metavar?: string): Flag.Flag<A> => {
  const described = Flag.withDescription(given, description)
  return metavar === undefined ? described : Flag.withMetavar(described, metavar)
}

const on = (name: string, description: string): Flag.Flag<boolean> =>
  flag(Flag.Boolean(name), description).pipe(Flag.withDefault(false))

/** What is checked, and how. */
export const runFlags = {
  seed: flag(
    Flag.Int("seed"),
    `Seed of everything random: the same seed gives the same report. Default ${defaultSeed}`
  ).pipe(Flag.optional),
  runs: flag(Flag.Int("runs"), `How many inputs each property is given. Default ${defaultRuns}`).pipe(
    Flag.filter(
      (runs) => runs >= 1 && runs <= 1_000_000,
      (runs) => `--runs takes a number from 1 to 1000000, not ${runs}`
    ),
    Flag.optional
  ),
  requirement: flag(
    Flag.String("requirement"),
    "Only this requirement or family, such as AUT-2 or AUT; may be repeated",
    "ID"
  ).pipe(Flag.atLeast(0)),
  noFlow: on(
    "no-flow",
    "Leaves the config flow out, which is played as a user goes through it: the module alone"
  ),
  homeAssistant: flag(
    Flag.String("home-assistant"),
    "The version of Home Assistant to check on, such as 2026.9. Default: the newest modelled, and the oldest that hacs.json says is supported",
    "VERSION"
  ).pipe(Flag.optional),
  replay: flag(
    Flag.String("path"),
    "Replays one counterexample of one requirement: the path that the report gives",
    "PATH"
  ).pipe(Flag.optional),
  packages: flag(
    Flag.String("packages"),
    "A folder of installed Python packages, or a virtual environment, for what modules import; may be repeated. An active virtual environment, or a .venv near the integration, is found by itself",
    "DIR"
  ).pipe(Flag.atLeast(0)),
  install: on(
    "install",
    "Downloads the pure-Python packages that manifests require, and what these require, from a package index. Nothing of them runs outside the isolation"
  ),
  indexUrl: flag(
    Flag.String("index-url"),
    "The package index of --install, by its JSON Simple API. Default PyPI's",
    "URL"
  ).pipe(Flag.optional),
  context: flag(
    Flag.String("context"),
    "What a module needs of whoever calls it: a sample credential, entries of hass.data, Python to run before. Default application_credentials.check.json beside the module",
    "FILE"
  ).pipe(Flag.optional),
  isolation: flag(
    Flag.Literals("isolation", isolationChoices),
    "What stands between the module and this machine: os, the operating system's sandbox; process, Node's permission model; auto, the strongest that works here; none, nothing, for modules that you trust"
  ).pipe(Flag.withDefault("auto" as const)),
  certify: on(
    "certify",
    "Takes no waiver and no inconclusive verdict, wants isolation, and names the hashes of kit, host and modules: what a reviewer can cite"
  ),
  shard: flag(
    Flag.String("shard"),
    "Checks one part of the integrations, chosen by their paths: merge puts the parts' reports together",
    "2/4"
  ).pipe(Flag.optional),
  changed: flag(
    Flag.String("changed"),
    "Checks only integrations with files that git says have changed since REF (default HEAD), or that git does not know",
    "REF"
  ).pipe(Flag.withOptionalValue("HEAD"), Flag.optional),
  watch: on(
    "watch",
    "Keeps running, and checks an integration again when one of its files changes: a quick look first, then all inputs"
  ),
  progress: flag(
    Flag.Boolean("progress"),
    "Says on a terminal what is being checked, and the time left"
  ).pipe(Flag.withDefault(true))
}

/** What becomes of what was found. */
export const reportFlags = {
  config: flag(
    Flag.String("config"),
    `The project's decisions. Default: ${configNames.join(" or ")}, in the path's folder or above`,
    "FILE"
  ).pipe(Flag.optional),
  reporter: flag(
    Flag.String("reporter"),
    `The report's form, or NAME=FILE to write one to a file too; may be repeated. ${reporterSummaries}`,
    "NAME"
  ).pipe(Flag.atLeast(0)),
  output: flag(
    Flag.String("output"),
    "Writes the report that would be shown to this file instead",
    "FILE"
  ).pipe(Flag.optional),
  failOn: flag(
    Flag.Literals("fail-on", failOnChoices),
    "What makes the exit code 1: a broken MUST, any broken requirement, also inconclusive verdicts, or nothing. Default must"
  ).pipe(Flag.optional),
  baseline: flag(
    Flag.String("baseline"),
    "A file of failures that are known: only new ones fail, and those that are fixed are to be removed from it",
    "FILE"
  ).pipe(Flag.optional),
  updateBaseline: on("update-baseline", "Writes what fails now into the baseline, and does not fail for it"),
  verbose: on("verbose", "Says every verdict, also why something does not apply"),
  quiet: on("quiet", "Says nothing of modules that conform, and nothing at all where all do")
}
