import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family TOK. */
export const tok: ReadonlyArray<Mutant> = []
