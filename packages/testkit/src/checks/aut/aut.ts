import type { Check } from "../Check.ts"
import { check as AUT_1 } from "./AUT-1.ts"
import { check as AUT_2 } from "./AUT-2.ts"
import { check as AUT_3 } from "./AUT-3.ts"
import { check as AUT_4 } from "./AUT-4.ts"
import { check as AUT_5 } from "./AUT-5.ts"
import { check as AUT_6 } from "./AUT-6.ts"
import { check as AUT_7 } from "./AUT-7.ts"
import { check as AUT_8 } from "./AUT-8.ts"
import { check as AUT_9 } from "./AUT-9.ts"
import { check as AUT_10 } from "./AUT-10.ts"
import { check as AUT_11 } from "./AUT-11.ts"
import { check as AUT_12 } from "./AUT-12.ts"

/** The checks of family AUT, in the order of their ids. */
export const aut: ReadonlyArray<Check> = [
  AUT_1,
  AUT_2,
  AUT_3,
  AUT_4,
  AUT_5,
  AUT_6,
  AUT_7,
  AUT_8,
  AUT_9,
  AUT_10,
  AUT_11,
  AUT_12
]
