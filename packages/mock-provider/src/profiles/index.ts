/** Real providers as data. */
export type { ClientAuthenticationName, ClientSettings } from "../quirks/ClientSettings.ts"
export type { NaiveStep } from "../quirks/QuirkDefinition.ts"
export type { Quirk, QuirkName } from "../quirks/quirks.ts"
export { behaviourFromQuirk, clientSettingsFromQuirk, naiveStepOf, quirks } from "../quirks/quirks.ts"
export type {
  Fact,
  NaiveOutcome,
  OtherEndpoints,
  Profile,
  ProfileEndpoints,
  ProfileLifetimes,
  Source
} from "./Profile.ts"
export type { OfflineAccess } from "./ProfileFacts.ts"
export {
  documentedAuthenticationOf,
  isAuthorizeUrlOf,
  isDocumented,
  isTokenUrlOf,
  offlineAccessOf
} from "./ProfileFacts.ts"
export {
  behaviourFromProfile,
  clientFromProfile,
  clientSettingsFromProfile,
  rebase
} from "./ProfileOptions.ts"
export { findProfile, findProfileByUrl, profiles } from "./profiles.ts"
