import type { Requirement } from "../Requirement.ts"

/** The requirements of family PKG. */
export const pkg: ReadonlyArray<Requirement> = []
