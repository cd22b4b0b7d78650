/** What `check` reads before a module runs: an integration's folder, or all of them in a tree. */
export { CannotBeChecked } from "./CannotBeChecked.ts"
export { findIntegrations, findModules } from "./findIntegrations.ts"
export { readIntegration } from "./IntegrationFolder.ts"
