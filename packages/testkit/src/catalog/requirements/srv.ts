import type { Requirement } from "../Requirement.ts"

/** The requirements of family SRV. */
export const srv: ReadonlyArray<Requirement> = []
