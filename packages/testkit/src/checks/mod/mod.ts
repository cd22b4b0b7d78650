import type { Check } from "../Check.ts"
import { check as MOD_1 } from "./MOD-1.ts"

/** The checks of family MOD, in the order of their ids. */
export const mod: ReadonlyArray<Check> = [MOD_1]
