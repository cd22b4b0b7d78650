/** Redirect URIs in refresh requests. */
import { defineQuirk } from "../QuirkDefinition.ts"

/** Refuses refresh requests without the redirect URI of the authorization request. */
export const redirectUriOnRefresh = defineQuirk({
  summary: "Refresh requests need the `redirect_uri` of the authorization request.",
  fields: {},
  behaviour: () => ({ require: { redirectUriOnRefresh: true } }),
  client: () => ({ redirectUriOnRefresh: true }),
  naive: "refresh"
})
