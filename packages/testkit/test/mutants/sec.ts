import type { Mutant } from "./Mutant.ts"

/** Faulty modules for the requirements of family SEC. */
export const sec: ReadonlyArray<Mutant> = []
