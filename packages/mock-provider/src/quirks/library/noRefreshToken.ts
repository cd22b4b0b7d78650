/** Providers without refresh tokens. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Gives no refresh token to any client. */
export const noRefreshToken = defineQuirk({
  summary: "There are no refresh tokens.",
  fields: {},
  behaviour: () => ({ deviations: { givesRefreshToken: () => false } }),
  naive: "refresh"
})
