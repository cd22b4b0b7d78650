import { isAuthorizeUrlOf, isTokenUrlOf, type Profile } from "@application-credentials/mock-provider/profiles"
import { Effect } from "effect"
import { findProvider } from "../../engine/findProvider.ts"
import { NotApplicable, Violated } from "../../engine/Finding.ts"
import { type Endpoint, endpointsCheck, shown } from "../../reading/endpoints.ts"
import { isUnusable } from "../../reading/unusable.ts"

/** Endpoints that are not published are right too, where the provider is known to have them. */
export const check = endpointsCheck(
  "SRV-7",
  Effect.fnUntraced(function* ({ authorize, token }) {
    const provider = findProvider(authorize.text) ?? findProvider(token.text)
    const metadata = provider?.endpoints.openidConfiguration ?? provider?.endpoints.metadata
    if (provider === undefined || metadata === undefined) {
      return yield* new NotApplicable({ message: "the provider is none that is known to publish metadata" })
    }
    for (const endpoint of [authorize, token]) {
      if (isUnusable(endpoint.text)) {
        return yield* new NotApplicable({ message: `the ${endpoint.name} is not an address (see SRV-5)` })
      }
      const published = publishedOf(endpoint, provider)
      if (isKnown(endpoint, provider)) continue
      return yield* new Violated({
        message: `the ${endpoint.name} is ${shown(endpoint.text)}, and ${provider.title} publishes ${published} (${metadata})`
      })
    }
  })
)

const isKnown = ({ name, text }: Endpoint, provider: Profile): boolean =>
  name === "authorize URL" ? isAuthorizeUrlOf(provider, text) : isTokenUrlOf(provider, text)

const publishedOf = ({ name }: Endpoint, { endpoints }: Profile): string =>
  name === "authorize URL" ? endpoints.authorize : endpoints.token
