import { describeTestkit } from "./conformance.ts"

describeTestkit("typescript")
