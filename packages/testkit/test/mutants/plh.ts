import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family PLH. */
export const plh: ReadonlyArray<Mutant> = []
