import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family AUT. */
export const aut: ReadonlyArray<Mutant> = []
