import type { Requirement } from "../Requirement.ts"

/** The requirements of family SEC. */
export const sec: ReadonlyArray<Requirement> = []
