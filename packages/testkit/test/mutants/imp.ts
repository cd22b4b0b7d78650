import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family IMP. */
export const imp: ReadonlyArray<Mutant> = []
