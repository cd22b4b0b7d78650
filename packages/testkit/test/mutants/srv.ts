import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family SRV. */
export const srv: ReadonlyArray<Mutant> = []
