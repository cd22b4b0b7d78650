import type { Requirement } from "../Requirement.ts"

/** The requirements of family REF. */
export const ref: ReadonlyArray<Requirement> = []
