import type { Check } from "../Check.ts"

/** The checks of family SEC, in the order of their ids. */
export const sec: ReadonlyArray<Check> = []
