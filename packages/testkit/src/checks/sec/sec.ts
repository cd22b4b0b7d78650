import type { Check } from "../Check.ts"
import { check as SEC_1 } from "./SEC-1.ts"
import { check as SEC_2 } from "./SEC-2.ts"
import { check as SEC_3 } from "./SEC-3.ts"
import { check as SEC_4 } from "./SEC-4.ts"

/** The checks of family SEC, in the order of their ids. */
export const sec: ReadonlyArray<Check> = [SEC_1, SEC_2, SEC_3, SEC_4]
