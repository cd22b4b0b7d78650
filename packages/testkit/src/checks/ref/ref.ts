import type { Check } from "../Check.ts"
import { check as REF_1 } from "./REF-1.ts"
import { check as REF_2 } from "./REF-2.ts"
import { check as REF_3 } from "./REF-3.ts"
import { check as REF_4 } from "./REF-4.ts"
import { check as REF_5 } from "./REF-5.ts"
import { check as REF_6 } from "./REF-6.ts"
import { check as REF_7 } from "./REF-7.ts"
import { check as REF_8 } from "./REF-8.ts"
import { check as REF_9 } from "./REF-9.ts"
import { check as REF_10 } from "./REF-10.ts"
import { check as REF_11 } from "./REF-11.ts"

/** The checks of family REF, in the order of their ids. */
export const ref: ReadonlyArray<Check> = [
  REF_1,
  REF_2,
  REF_3,
  REF_4,
  REF_5,
  REF_6,
  REF_7,
  REF_8,
  REF_9,
  REF_10,
  REF_11
]
