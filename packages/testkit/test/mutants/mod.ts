import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family MOD. */
export const mod: ReadonlyArray<Mutant> = []
