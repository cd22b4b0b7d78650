export { CannotBeChecked, findModules, readIntegration } from "./adapters/readIntegration.ts"
export { subjectLayer } from "./adapters/subjectLayer.ts"
export { catalog, findRequirement, isRequirementId } from "./catalog/catalog.ts"
export { families } from "./catalog/Requirement.ts"
export type { Family, Level, Requirement, RequirementId } from "./catalog/Requirement.ts"
export type { Counterexample, Verdict } from "./catalog/Verdict.ts"
export { conforms, failOnChoices } from "./reporters/Conformance.ts"
export type { FailOn } from "./reporters/Conformance.ts"
export { makeConsoleReporter } from "./reporters/ConsoleReporter.ts"
export type { ConsoleOptions, Style } from "./reporters/ConsoleOptions.ts"
export {
  addEvent,
  emptyReport,
  printJson,
  Report,
  reportJsonSchema,
  schemaVersion
} from "./reporters/Report.ts"
export { checkModule } from "./runner/checkModule.ts"
export type { Listener } from "./runner/checkModule.ts"
export { defaultRuns, defaultSeed } from "./runner/Plan.ts"
export type { Plan } from "./runner/Plan.ts"
export { run } from "./runner/run.ts"
export type { Target } from "./runner/run.ts"
export type { RunEvent, SubjectInfo } from "./runner/RunEvent.ts"
export type { Integration, JsonFile, Language } from "./subject/Integration.ts"
export { ModuleNotLoaded, Subject, SubjectGone } from "./subject/Subject.ts"
export type { Script } from "./subject/Subject.ts"
