import type { Check } from "../Check.ts"
import { check as PLH_1 } from "./PLH-1.ts"
import { check as PLH_2 } from "./PLH-2.ts"
import { check as PLH_3 } from "./PLH-3.ts"
import { check as PLH_4 } from "./PLH-4.ts"
import { check as PLH_5 } from "./PLH-5.ts"

/** The checks of family PLH, in the order of their ids. */
export const plh: ReadonlyArray<Check> = [PLH_1, PLH_2, PLH_3, PLH_4, PLH_5]
