/** Finds out which provider a URL belongs to, and with it all that is known of the provider. */
import { findProfileByUrl, type Profile } from "@application-credentials/mock-provider/profiles"
import type { ServerInput } from "../subject/Protocol.ts"

/** What only the endpoints of nobody have. */
const nobody = ".host-twin.invalid/"

/** Endpoints of nobody: to ask whose they are is a defect, which shows that the answer matters. */
export const nobodys: ServerInput = {
  authorizeUrl: `https://authorize${nobody}oauth2/authorize`,
  tokenUrl: `https://token${nobody}oauth2/token`
}

/** Gives what is known of the provider that a URL belongs to; undefined where it is of none that is known. */
export const findProvider = (url: string): Profile | undefined => {
  if (url.includes(nobody)) throw new Error("These endpoints are nobody's.")
  return findProfileByUrl(url)
}
