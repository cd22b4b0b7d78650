import type { Check } from "../Check.ts"
import { check as TOK_1 } from "./TOK-1.ts"
import { check as TOK_2 } from "./TOK-2.ts"
import { check as TOK_3 } from "./TOK-3.ts"
import { check as TOK_4 } from "./TOK-4.ts"
import { check as TOK_5 } from "./TOK-5.ts"
import { check as TOK_6 } from "./TOK-6.ts"
import { check as TOK_7 } from "./TOK-7.ts"
import { check as TOK_8 } from "./TOK-8.ts"
import { check as TOK_9 } from "./TOK-9.ts"
import { check as TOK_10 } from "./TOK-10.ts"
import { check as TOK_11 } from "./TOK-11.ts"
import { check as TOK_12 } from "./TOK-12.ts"
import { check as TOK_13 } from "./TOK-13.ts"
import { check as TOK_14 } from "./TOK-14.ts"
import { check as TOK_15 } from "./TOK-15.ts"

/** The checks of family TOK, in the order of their ids. */
export const tok: ReadonlyArray<Check> = [
  TOK_1,
  TOK_2,
  TOK_3,
  TOK_4,
  TOK_5,
  TOK_6,
  TOK_7,
  TOK_8,
  TOK_9,
  TOK_10,
  TOK_11,
  TOK_12,
  TOK_13,
  TOK_14,
  TOK_15
]
