/** What errors look like. */
import { Predicate, Schema } from "effect"
import type { ErrorContext, WrittenError } from "../../core/Deviations.ts"
import { isRuleName, type RuleName } from "../../core/rules.ts"
import { defineQuirk, type NaiveStep } from "../QuirkDefinition.ts"

const Rules = Schema.Array(Schema.String.pipe(Schema.refine(isRuleName)))

/**
 * Writes errors by a template of JSON. In each text of it, `{error}`, `{description}` and `{status}` stand for the
 * code, what it means and the HTTP status, which is a number where it stands alone.
 */
export const errorBody = defineQuirk({
  summary: "Errors have a body of another shape.",
  fields: { template: Schema.Json },
  behaviour: ({ template }) => ({
    deviations: { error: { write: writeBy(template) } }
  }),
  client: ({ template }) => {
    const said = textBefore(template)
    return said === "" ? {} : { tokenErrors: { refusals: [said] } }
  },
  naive: "refusal"
})

/** Answers with codes of its own when certain rules are broken: `codes` has the rules of each code. */
export const errorCodes = defineQuirk({
  summary: "Some errors have codes that RFC 6749 does not know.",
  fields: { codes: Schema.Record(Schema.String, Rules) },
  behaviour: ({ codes }) => ({
    deviations: {
      error: {
        codes: Object.fromEntries(
          Object.entries(codes).flatMap(([code, broken]) => broken.map((rule) => [rule, code]))
        )
      }
    }
  }),
  client: ({ codes }) => ({ tokenErrors: { refusals: Object.keys(codes) } }),
  naive: ({ codes }) => stepOf(Object.entries(codes).filter(([code]) => code !== "invalid_grant"))
})

/** Answers with other statuses when certain rules are broken: `statuses` has the rules of each status. */
export const errorStatuses = defineQuirk({
  summary: "Some errors have another status.",
  fields: { statuses: Schema.Record(Schema.String, Rules) },
  behaviour: ({ statuses }) => ({
    deviations: {
      error: {
        statuses: Object.fromEntries(
          Object.entries(statuses).flatMap(([status, broken]) => broken.map((rule) => [rule, Number(status)]))
        )
      }
    }
  }),
  naive: ({ statuses }) => stepOf(Object.entries(statuses).filter(([status]) => !/^40[01]$/.test(status)))
})

/** Answers with status 200 whatever the error. */
export const errorUnderOk = defineQuirk({
  summary: "Errors come with status 200.",
  fields: {},
  behaviour: () => ({ deviations: { error: { status: 200 } } }),
  naive: "refusal"
})

/** Adds members to each error, with these values or others of their kind. */
export const extraErrorMembers = defineQuirk({
  summary: "Errors have members of the provider's own.",
  fields: { members: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ members }) => ({ deviations: { error: { members } } }),
  naive: "nowhere"
})

/** Has an error of its own for an access token that is not good, with a status and a body as `errorBody` has it. */
export const apiErrorBody = defineQuirk({
  summary: "The API's errors have a status or a body of another kind.",
  fields: { status: Schema.optionalKey(Schema.Int), template: Schema.optionalKey(Schema.Json) },
  behaviour: ({ status, template }) => ({
    deviations: {
      apiError: {
        ...(status === undefined ? {} : { status }),
        ...(template === undefined ? {} : { write: writeBy(template) })
      }
    }
  }),
  naive: "nowhere"
})

/** What a client notices that is refused a code and a refresh token. */
const stepOf = (strange: ReadonlyArray<readonly [string, ReadonlyArray<RuleName>]>): NaiveStep =>
  strange.some(([, broken]) => broken.includes("code-reused") || broken.includes("refresh-token-unknown"))
    ? "refusal"
    : "nowhere"

/** What the member `error` of a template always begins with, as far as a colon. */
const textBefore = (template: Schema.Json): string =>
  Predicate.hasProperty(template, "error") && typeof template.error === "string"
    ? (/^([^:{]*):/.exec(template.error)?.[1] ?? "")
    : ""

/** The writer of errors by a template. */
const writeBy =
  (template: Schema.Json) =>
  ({ description, error, status }: ErrorContext): WrittenError => ({
    body: fill(template, { error, description, status })
  })

const fill = (template: Schema.Json, values: Readonly<Record<string, string | number>>): Schema.Json => {
  if (typeof template === "string") return fillText(template, values)
  if (template === null || typeof template !== "object") return template
  if (Array.isArray(template)) return template.map((each) => fill(each, values))
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, values)]))
}

const fillText = (text: string, values: Readonly<Record<string, string | number>>): Schema.Json => {
  const alone = /^\{(\w+)\}$/.exec(text)?.[1]
  if (alone !== undefined) return values[alone] ?? text
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => `${values[name] ?? placeholder}`)
}
