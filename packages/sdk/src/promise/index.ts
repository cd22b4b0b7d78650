/**
 * A host for those who write no Effect.
 *
 * @since 0.1.0
 */
export { createHost } from "./createHost.ts"
export type { HostOptions, LinkingHost } from "./createHost.ts"
export type { HostIntegration, PlainCredential } from "./HostIntegration.ts"
