import { MockProvider } from "@application-credentials/mock-provider"
import {
  behaviourFromProfile,
  clientFromProfile,
  findProfile
} from "@application-credentials/mock-provider/profiles"

const client = {
  clientId: "my-client",
  clientSecret: "my-secret",
  redirectUris: ["https://home.test/auth/external/callback"]
}

// Answers at Withings' own URLs, as Withings does: commas between scopes, tokens in `body`, errors under status 200.
export const makeProvider = (name = "withings"): MockProvider => {
  const profile = findProfile(name)
  if (profile === undefined) throw new Error(`There is no profile of ${name}.`)
  return MockProvider.make({
    ...behaviourFromProfile(profile),
    clients: [clientFromProfile(profile, client)]
  })
}
