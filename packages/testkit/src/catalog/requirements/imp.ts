import type { Requirement } from "../Requirement.ts"

/** The requirements of family IMP. */
export const imp: ReadonlyArray<Requirement> = []
