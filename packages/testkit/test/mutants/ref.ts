import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family REF. */
export const ref: ReadonlyArray<Mutant> = []
