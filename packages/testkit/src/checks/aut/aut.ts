import type { Check } from "../Check.ts"
import { check as AUT_2 } from "./AUT-2.ts"

/** The checks of family AUT, in the order of their ids. */
export const aut: ReadonlyArray<Check> = [AUT_2]
