import type { Check } from "../Check.ts"

/** The checks of family TOK, in the order of their ids. */
export const tok: ReadonlyArray<Check> = []
