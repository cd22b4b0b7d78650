import type { Check } from "../Check.ts"
import { check as MOD_1 } from "./MOD-1.ts"
import { check as MOD_2 } from "./MOD-2.ts"
import { check as MOD_3 } from "./MOD-3.ts"
import { check as MOD_4 } from "./MOD-4.ts"
import { check as MOD_5 } from "./MOD-5.ts"
import { check as MOD_6 } from "./MOD-6.ts"
import { check as MOD_7 } from "./MOD-7.ts"
import { check as MOD_8 } from "./MOD-8.ts"

/** The checks of family MOD, in the order of their ids. */
export const mod: ReadonlyArray<Check> = [MOD_1, MOD_2, MOD_3, MOD_4, MOD_5, MOD_6, MOD_7, MOD_8]
