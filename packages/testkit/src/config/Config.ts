/** What a project decides once, for every run: `application-credentials.config.json`. */
import { Effect, FileSystem, Path, Schema } from "effect"
import { isRequirementId } from "../catalog/catalog.ts"
import type { Level, RequirementId } from "../catalog/Requirement.ts"
import type { Waiver } from "../runner/Waivers.ts"
import { isVersion } from "../subject/HomeAssistant.ts"
import { failOnChoices } from "../reporters/Conformance.ts"
import { InvalidFile, readJsonText } from "./JsonText.ts"

const Text = Schema.String.check(Schema.isPattern(/\S/, { expected: "a text that is not empty" }))

const Requirement = Schema.String.check(
  Schema.makeFilter(isRequirementId, { expected: "the id of a requirement" }),
  Schema.isPattern(/^[A-Z]{3}-\d+$/)
)

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text

const WaiverEntry = Schema.Struct({
  requirement: Requirement.annotate({ description: "The requirement, such as AUT-2." }),
  reason: Text.annotate({ description: "Why it is accepted that it is broken, and what will be done." }),
  expires: Schema.String.check(
    Schema.makeFilter(isDay, { expected: "a day such as 2027-01-31" }),
    Schema.isPattern(/^\d{4}-\d{2}-\d{2}$/)
  ).annotate({ description: "The last day on which the waiver holds (UTC). Afterwards it fails the run." }),
  until: Schema.optionalKey(
    Schema.String.check(
      Schema.makeFilter(isVersion, { expected: "a version of Home Assistant such as 2027.1" })
    ).annotate({
      description: "The version of Home Assistant from which on the waiver does not hold any more."
    })
  ),
  match: Schema.optionalKey(
    Schema.Struct({
      domain: Schema.optionalKey(Text.annotate({ description: "Only this integration's failures." })),
      message: Schema.optionalKey(
        Text.annotate({ description: "Only failures whose message contains this text." })
      )
    })
  )
})

const ConfigSchema = Schema.Struct({
  $schema: Schema.optionalKey(Schema.String),
  paths: Schema.optionalKey(
    Schema.Array(Text)
      .check(Schema.isMinLength(1, { expected: "at least one path" }))
      .annotate({ description: "What is checked where no path is given, from this file's folder." })
  ),
  runs: Schema.optionalKey(
    Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 1_000_000 })).annotate({
      description: "How many inputs each property is given."
    })
  ),
  seed: Schema.optionalKey(Schema.Int.annotate({ description: "Seed of everything random." })),
  homeAssistant: Schema.optionalKey(
    Text.annotate({ description: "The version of Home Assistant to check on, such as 2026.9." })
  ),
  failOn: Schema.optionalKey(
    Schema.Literals(failOnChoices).annotate({ description: "What makes a run fail. Default must." })
  ),
  levels: Schema.optionalKey(
    Schema.Record(Requirement, Schema.Literal("MUST")).annotate({
      description:
        "Requirements of level SHOULD that are a MUST in this project. To accept a broken MUST, use a waiver."
    })
  ),
  packages: Schema.optionalKey(
    Schema.Array(Text).annotate({
      description:
        "Folders of installed Python packages, or virtual environments, for what modules import: inside this file's folder."
    })
  ),
  context: Schema.optionalKey(
    Text.annotate({
      description:
        "What modules need of whoever calls them, as application_credentials.check.json says it: a file inside this file's folder."
    })
  ),
  baseline: Schema.optionalKey(
    Text.annotate({ description: "The file of the failures that are known, from this file's folder." })
  ),
  waivers: Schema.optionalKey(
    Schema.Array(WaiverEntry).annotate({ description: "Broken requirements that are accepted for a time." })
  )
})

/**
 * A configuration, ready to be used: its paths begin where the command runs.
 */
export interface Config extends Omit<typeof ConfigSchema.Type, "$schema" | "levels" | "waivers"> {
  /** The file that it was read from. */
  readonly file: string
  readonly levels: ReadonlyMap<RequirementId, Level>
  readonly waivers: ReadonlyArray<Waiver>
}

/** The names of a configuration. */
export const configNames: ReadonlyArray<string> = [
  "application-credentials.config.json",
  "application-credentials.config.jsonc"
]

const fixes = {
  reason: 'Say why the broken rule is accepted: "reason": "the provider asks for it, see issue 12".',
  expires: 'Say when to look at it again: "expires": "2027-01-31".',
  requirement: "All ids: application-credentials list",
  levels: "Only a SHOULD can be made a MUST; to accept a broken MUST, use a waiver."
}

/**
 * Reads a configuration. Fails with `InvalidFile`, which names file and line, for whatever is not as its schema says: a waiver
 * without a reason, a requirement that does not exist, a misspelt member.
 */
export const readConfig = Effect.fnUntraced(function* (file: string) {
  const { dirname, join, resolve } = yield* Path.Path
  const { lineOf, value } = yield* readJsonText(file, ConfigSchema, fixes)
  const { $schema: _, baseline, context, levels = {}, packages, paths, waivers = [], ...rest } = value
  const fromHere = (path: string) => (path.startsWith("/") ? resolve(path) : join(dirname(file), path))
  const inside = [
    ...(packages ?? []).map((path, index) => ({ path, at: ["packages", index] })),
    ...(context === undefined ? [] : [{ path: context, at: ["context"] }])
  ]
  for (const { at, path } of inside) {
    if (yield* isInside(dirname(file), fromHere(path))) continue
    const [name, index] = at
    return yield* new InvalidFile({
      message: `${file}:${lineOf(at)}: ${index === undefined ? name : `${name}[${index}]`} leads out of the configuration's folder, which may come with a module that means ill. Name it by the option of that name instead.`
    })
  }
  return {
    ...rest,
    file,
    ...(context === undefined ? {} : { context: fromHere(context) }),
    ...(packages === undefined ? {} : { packages: packages.map(fromHere) }),
    ...(paths === undefined ? {} : { paths: paths.map(fromHere) }),
    ...(baseline === undefined ? {} : { baseline: fromHere(baseline) }),
    levels: new Map(
      Object.entries(levels).flatMap(([id, level]) => (isRequirementId(id) ? [[id, level] as const] : []))
    ),
    waivers: waivers.flatMap(({ expires, match = {}, reason, requirement, until }, index) =>
      isRequirementId(requirement)
        ? [
            {
              _tag: "Waiver" as const,
              requirement,
              acceptance: { reason, expires },
              until,
              match,
              place: { file, line: lineOf(["waivers", index]) }
            }
          ]
        : []
    )
  } satisfies Config
})

/** Whether a path is in a folder, wherever links lead. What is not there leads nowhere. */
const isInside = Effect.fnUntraced(function* (folder: string, path: string) {
  const fs = yield* FileSystem.FileSystem
  const { resolve, sep } = yield* Path.Path
  const real = (each: string) => Effect.orElseSucceed(fs.realPath(resolve(each)), () => resolve(each))
  return (yield* real(path)).startsWith(`${yield* real(folder)}${sep}`)
})

/**
 * Finds the configuration of a path: in its folder, or in the nearest of those above. Gives null where there is none.
 */
export const findConfig = Effect.fnUntraced(function* (path: string) {
  const fs = yield* FileSystem.FileSystem
  const { dirname, join, relative, resolve } = yield* Path.Path
  for (let folder = resolve(path), above = ""; folder !== above; above = folder, folder = dirname(folder)) {
    const found = yield* Effect.filter(
      configNames.map((name) => join(folder, name)),
      (file) => Effect.orElseSucceed(fs.exists(file), () => false)
    )
    if (found.length > 1) {
      return yield* new InvalidFile({
        message: `There are two configurations: ${found.join(" and ")}. Remove one.`
      })
    }
    if (found[0] !== undefined) return relative(resolve("."), found[0])
  }
  return null
})

/**
 * The JSON Schema of the configuration, draft 2020-12.
 */
export const configJsonSchema = (): unknown => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(ConfigSchema, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of application-credentials",
    description: "application-credentials.config.json: what a project decides once, for every run.",
    ...schema,
    ...(Object.keys(definitions).length > 0 ? { $defs: definitions } : {})
  }
}
