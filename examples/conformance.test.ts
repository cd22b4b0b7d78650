/** How an integration tests its own conformance: a test a requirement, with the module's folder or its definition. */
import { describeConformance } from "@application-credentials/testkit/vitest"
import timeline from "./integrations/sound/typescript/timeline/application_credentials.ts"

describeConformance(new URL("./integrations/sound/python/photos/", import.meta.url), { runs: 25 })
describeConformance(timeline, { runs: 25 })
