/** A baseline: the failures that a project knows of, so that only new ones fail. */
import { Effect, FileSystem, Path, Schema } from "effect"
import { catalog, isRequirementId } from "../catalog/catalog.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { Report } from "../reporters/Report.ts"
import type { Waiver } from "../runner/Waivers.ts"
import type { Language } from "../subject/Integration.ts"
import { InvalidFile, readJsonText } from "./JsonText.ts"

const BaselineSchema = Schema.Struct({
  schemaVersion: Schema.Literal(1),
  failures: Schema.Array(
    Schema.Struct({
      path: Schema.String,
      language: Schema.Literals(["typescript", "python"]),
      // What each failed with when it was accepted.
      requirements: Schema.Record(
        Schema.String.check(Schema.makeFilter(isRequirementId, { expected: "the id of a requirement" })),
        Schema.String
      )
    })
  )
})

/**
 * Reads a baseline as waivers of what it names, which never expire. Fails with `InvalidFile`.
 */
export const readBaseline = Effect.fnUntraced(function* (file: string) {
  const { dirname, join } = yield* Path.Path
  const { lineOf, value } = yield* readJsonText(file, BaselineSchema)
  return value.failures.flatMap(({ language, path, requirements }, index) =>
    Object.keys(requirements)
      .filter(isRequirementId)
      .map((requirement): Waiver => ({
        _tag: "Known",
        requirement,
        failedWith: requirements[requirement],
        acceptance: { reason: `known, in ${file}`, expires: null },
        match: { path: join(dirname(file), path), language },
        place: { file, line: lineOf(["failures", index, "requirements", requirement]) }
      }))
  )
})

/** What a message is cut to. */
const longest = 300

const inShort = (message: string): string =>
  message.length > longest ? `${message.slice(0, longest - 1)}…` : message

/** The failures that a report and a baseline name together: the baseline's where the report says nothing of them. */
const knownAfter = (report: Report, before: ReadonlyArray<Waiver>) => {
  const known = new Map<
    string,
    { path: string; language: Language; requirements: Map<RequirementId, string> }
  >()
  const at = (path: string, language: Language) => {
    const key = `${language} ${path}`
    const entry = known.get(key) ?? { path, language, requirements: new Map<RequirementId, string>() }
    known.set(key, entry)
    return entry.requirements
  }
  for (const { language, path, verdicts } of report.subjects) {
    for (const { id, message, verdict } of verdicts)
      if (verdict === "fail" && isRequirementId(id)) at(path, language).set(id, inShort(message))
  }
  const stale = new Set(
    report.staleWaivers.map(({ file, line, requirement }) => `${file}:${line} ${requirement}`)
  )
  for (const { failedWith = "", match, place, requirement } of before) {
    if (stale.has(`${place.file}:${place.line} ${requirement}`)) continue
    if (match.path !== undefined && match.language !== undefined)
      at(match.path, match.language).set(requirement, failedWith)
  }
  return [...known.values()].filter(({ requirements }) => requirements.size > 0)
}

/**
 * Writes a baseline with what fails and is not waived: sorted, a requirement with its message a line, so that a change of it reads well.
 */
export const writeBaseline = Effect.fnUntraced(function* (
  file: string,
  report: Report,
  before: ReadonlyArray<Waiver>
) {
  const fs = yield* FileSystem.FileSystem
  const { dirname, relative, resolve, sep } = yield* Path.Path
  const failures = knownAfter(report, before)
    .map(({ language, path, requirements }) => ({
      path: relative(resolve(dirname(file)), resolve(path)).replaceAll(sep, "/") || ".",
      language,
      requirements: Object.fromEntries(
        catalog.flatMap(({ id }) => {
          const message = requirements.get(id)
          return message === undefined ? [] : [[id, message]]
        })
      )
    }))
    .toSorted((a, b) => (`${a.path} ${a.language}` < `${b.path} ${b.language}` ? -1 : 1))
  yield* fs
    .writeFileString(resolve(file), `${JSON.stringify({ schemaVersion: 1, failures }, null, 2)}\n`)
    .pipe(
      Effect.mapError(
        ({ message }) => new InvalidFile({ message: `${file} could not be written: ${message}` })
      )
    )
  return failures.reduce((sum, { requirements }) => sum + Object.keys(requirements).length, 0)
})
