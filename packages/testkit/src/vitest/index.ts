/** Conformance as vitest tests: one test a requirement, or one assertion. */
export type { ConformanceOptions, ConformanceWaiver } from "./conformance.ts"
export { describeConformance } from "./describeConformance.ts"
import "./toConform.ts"
