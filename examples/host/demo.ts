/**
 * A whole host to try: `npm run demo`. It keeps its state in a folder, serves the panel, and links accounts at a mock provider
 * that plays Spotify and Google.
 */
import { deviceCodeGrant, MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"
import {
  behaviourFromProfile,
  clientFromProfile,
  findProfile,
  rebase
} from "@application-credentials/mock-provider/profiles"
import { createHost } from "@application-credentials/sdk/promise"
import { randomBytes } from "node:crypto"
import { mkdtemp } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { google, spotify } from "./integrations.ts"

const port = Number(process.env["PORT"] ?? 8123)
const folder = process.env["FOLDER"] ?? (await mkdtemp(join(tmpdir(), "application-credentials-demo-")))

// Who the provider's pages offer to log in as, and the client that a developer has registered there.
const users = ["Ada Lovelace", "Grace Hopper"].map((name) => ({ subject: name, claims: { name } }))
const client = {
  clientId: "demo-client",
  clientSecret: "demo-secret",
  redirectUris: ["http://127.0.0.1/auth/external/callback"],
  grantTypes: ["authorization_code", "refresh_token", deviceCodeGrant]
} as const

const play = (name: string, url: string) => {
  const profile = findProfile(name)
  if (profile === undefined) throw new Error(`There is no profile of ${name}.`)
  const { endpoints, ...behaviour } = behaviourFromProfile(rebase(profile, `${url}/${name}`))
  return MockProvider.make({
    ...behaviour,
    issuer: `${url}/${name}`,
    endpoints: {
      ...endpoints,
      userinfo: `${url}/${name}/me`,
      ...(name === "google" ? { deviceAuthorization: `${url}/${name}/device/code` } : {})
    },
    consent: "ask",
    users,
    clients: [clientFromProfile(profile, client)]
  })
}
const providers = await serve((url) => [play("spotify", url), play("google", url)] as const)
const [spotifyMock, googleMock] = providers.served

// One administrator, whose access token is made anew each time and is in the link that is printed.
const token = randomBytes(32).toString("base64url")
const host = await createHost({
  integrations: [spotify(spotifyMock.endpoints), google(googleMock.endpoints)],
  folder,
  verify: (given) => (given === token ? { id: "you", isAdmin: true } : undefined)
})
const url = await host.listen(port)

console.log(`Open ${url}/panel/#token=${token}\nThe state is in ${folder}. Press Ctrl+C to stop.`)

const stop = () => void Promise.all([host.close(), providers.close()]).then(() => process.exit(0))
process.on("SIGINT", stop).on("SIGTERM", stop)
