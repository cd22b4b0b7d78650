/** What a test tells the harness, in whatever way, and the secrets in it. */
import { Cause } from "effect"
import { inspect } from "node:util"
import { nameOf, secretsIn, takeTooShort } from "./Secrets.ts"

const told = new Map<string, Set<string>>()
/** What is wrong, once each, and an example. */
const leaks = new Map<string, string>()
let length = 0

/** Takes down what was shown, and where: `the span "X"`. */
export const tell = (where: string, text: string): void => {
  const texts = told.get(where) ?? new Set()
  told.set(where, texts)
  if (texts.has(text)) return
  texts.add(text)
  length += text.length
  if (length > 1_000_000) search()
}

/** A value in every way in which it could be shown. */
export const shown = (value: unknown): string =>
  typeof value === "object" && value !== null
    ? [
        inspect(value, { depth: 6, maxArrayLength: null, maxStringLength: null }),
        safeJson(value),
        value instanceof Error ? `${value.message}\n${value.stack}\n${Cause.pretty(Cause.fail(value))}` : "",
        Cause.isCause(value) ? Cause.pretty(value) : ""
      ].join("\n")
    : String(value)

/** Gives what is wrong with all that was shown since it was last asked for: a line each. */
export const takeLeaks = (): ReadonlyArray<string> => {
  search()
  for (const origin of takeTooShort())
    leaks.set(`${nameOf(origin)} is too short for a canary`, "no text may have it by chance")
  const taken = Array.from(leaks, ([leak, example]) => `${leak}: ${example}`)
  leaks.clear()
  return taken
}

// Late, for a secret may be shown before anything says that it is one.
const search = (): void => {
  for (const [where, texts] of told)
    for (const text of texts) {
      const found = secretsIn(text)
      if (found.length === 0) continue
      const redact = (shown: string) =>
        found.reduce((rest, { form }) => rest.replaceAll(form, "<secret>"), shown)
      const excerpt = JSON.stringify(/.{0,60}<secret>.{0,30}/s.exec(redact(text))?.[0])
      for (const { origin } of found) leaks.set(`${redact(where)} shows ${nameOf(origin)}`, excerpt)
    }
  told.clear()
  length = 0
}

// Spans hold bigints and refer to their parents.
const safeJson = (value: unknown): string => {
  const seen = new Set<unknown>()
  return (
    JSON.stringify(value, (_, member: unknown) => {
      if (typeof member === "bigint") return String(member)
      if (typeof member === "object" && member !== null) {
        if (seen.has(member)) return undefined
        seen.add(member)
      }
      return member
    }) ?? ""
  )
}
