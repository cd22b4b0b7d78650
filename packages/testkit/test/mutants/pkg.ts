import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family PKG. */
export const pkg: ReadonlyArray<Mutant> = []
