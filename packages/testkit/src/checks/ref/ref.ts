import type { Check } from "../Check.ts"

/** The checks of family REF, in the order of their ids. */
export const ref: ReadonlyArray<Check> = []
