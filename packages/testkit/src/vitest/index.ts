/** Conformance as vitest tests: one test a requirement. */
export { type ConformanceOptions, describeConformance } from "./describeConformance.ts"
