/** Where the site explains a requirement. */
import manifest from "../../package.json" with { type: "json" }
import type { RequirementId } from "./Requirement.ts"

/** The page of a requirement: why it is there, how often it is broken, and a faulty module beside its fix. */
export const requirementUrl = (id: RequirementId): string => `${manifest.homepage}requirements/${id}`
