import type { Check } from "../Check.ts"

/** The checks of family PKG, in the order of their ids. */
export const pkg: ReadonlyArray<Check> = []
