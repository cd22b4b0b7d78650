import type { Check } from "../Check.ts"

/** The checks of family IMP, in the order of their ids. */
export const imp: ReadonlyArray<Check> = []
