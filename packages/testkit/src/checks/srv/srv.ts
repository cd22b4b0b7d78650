import type { Check } from "../Check.ts"
import { check as SRV_1 } from "./SRV-1.ts"
import { check as SRV_2 } from "./SRV-2.ts"
import { check as SRV_3 } from "./SRV-3.ts"
import { check as SRV_4 } from "./SRV-4.ts"
import { check as SRV_5 } from "./SRV-5.ts"
import { check as SRV_6 } from "./SRV-6.ts"
import { check as SRV_7 } from "./SRV-7.ts"

/** The checks of family SRV, in the order of their ids. */
export const srv: ReadonlyArray<Check> = [SRV_1, SRV_2, SRV_3, SRV_4, SRV_5, SRV_6, SRV_7]
