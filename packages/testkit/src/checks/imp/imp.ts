import type { Check } from "../Check.ts"
import { check as IMP_1 } from "./IMP-1.ts"
import { check as IMP_2 } from "./IMP-2.ts"
import { check as IMP_3 } from "./IMP-3.ts"
import { check as IMP_4 } from "./IMP-4.ts"

/** The checks of family IMP, in the order of their ids. */
export const imp: ReadonlyArray<Check> = [IMP_1, IMP_2, IMP_3, IMP_4]
