import type { Requirement } from "../Requirement.ts"

/** The requirements of family PLH. */
export const plh: ReadonlyArray<Requirement> = []
