/** Reads the members of JSON objects, whatever else a value may be. */
import { Predicate } from "effect"
import type { Json } from "./Protocol.ts"

/** The members of a JSON object. */
export type Members = { readonly [name: string]: Json }

/** Whether a value is a JSON object. */
export const isMembers = (value: Json | undefined): value is Members =>
  Predicate.isObject(value) && !Array.isArray(value)

/** The members of a JSON object, or null where the value is none. */
export const membersOf = (value: Json | undefined): Members | null => (isMembers(value) ? value : null)

/** A member of a JSON object, or undefined where there is none. */
export const memberOf = (value: Json | undefined, name: string): Json | undefined =>
  isMembers(value) && Object.hasOwn(value, name) ? value[name] : undefined
