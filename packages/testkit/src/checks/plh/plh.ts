import type { Check } from "../Check.ts"

/** The checks of family PLH, in the order of their ids. */
export const plh: ReadonlyArray<Check> = []
