/** The pages of the site that are made from the sources. */
import { writeBenchmarks } from "./benchmarks/writePage.ts"
import { writeErrors } from "./errors/writePages.ts"
import { writeGuideParts } from "./guides/writeParts.ts"
import { writeProviders } from "./providers/writePages.ts"
import { writeReference } from "./reference/writePages.ts"
import { writeRequirements } from "./requirements/writePages.ts"

/** Gives them by folder and path. All Markdown of these folders is made here. */
export const madePages = (): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
  benchmarks: writeBenchmarks(),
  errors: writeErrors(),
  "guides/made": writeGuideParts(),
  providers: writeProviders(),
  reference: writeReference(),
  requirements: writeRequirements()
})
