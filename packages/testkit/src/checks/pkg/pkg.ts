import type { Check } from "../Check.ts"
import { check as PKG_1 } from "./PKG-1.ts"
import { check as PKG_2 } from "./PKG-2.ts"
import { check as PKG_3 } from "./PKG-3.ts"
import { check as PKG_4 } from "./PKG-4.ts"
import { check as PKG_5 } from "./PKG-5.ts"
import { check as PKG_6 } from "./PKG-6.ts"

/** The checks of family PKG, in the order of their ids. */
export const pkg: ReadonlyArray<Check> = [PKG_1, PKG_2, PKG_3, PKG_4, PKG_5, PKG_6]
