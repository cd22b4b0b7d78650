import { describeTestkit } from "./conformance.ts"

describeTestkit("python")
