import type { Requirement } from "../Requirement.ts"

/** The requirements of family TOK. */
export const tok: ReadonlyArray<Requirement> = []
