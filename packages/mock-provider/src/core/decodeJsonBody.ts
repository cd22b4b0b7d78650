/** JSON bodies, as the providers read them that take JSON where the standard takes a form. */
import type { DecodedForm } from "./FormEncoding.ts"

/**
 * Decodes a JSON object into parameters: text as it is, numbers and booleans written out, and lists of text joined by
 * spaces. It never fails: what is none of these makes the result malformed.
 */
export const decodeJsonBody = (text: string): DecodedForm => {
  const value = parse(text)
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { entries: [], malformed: true }
  }
  const entries: Array<readonly [string, string]> = []
  let malformed = false
  for (const [name, member] of Object.entries(value)) {
    const written = write(member)
    if (written === undefined) malformed = true
    else entries.push([name, written])
  }
  return { entries, malformed }
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const write = (member: unknown): string | undefined => {
  if (typeof member === "string") return member
  if (typeof member === "number" || typeof member === "boolean") return `${member}`
  if (member === null) return ""
  const isList = Array.isArray(member) && member.every((each) => typeof each === "string")
  return isList ? member.join(" ") : undefined
}
