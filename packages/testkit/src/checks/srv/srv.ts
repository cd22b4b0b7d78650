import type { Check } from "../Check.ts"

/** The checks of family SRV, in the order of their ids. */
export const srv: ReadonlyArray<Check> = []
