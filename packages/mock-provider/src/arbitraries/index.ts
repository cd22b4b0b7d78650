/** fast-check arbitraries of fault plans, for properties of clients. */
export { alteringFaultAction, answeringFaultAction, faultAction } from "./faultAction.ts"
export type { FaultPlanConstraints } from "./faultPlan.ts"
export { fault, faultPlan } from "./faultPlan.ts"
