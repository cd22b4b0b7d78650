/** Two integrations, of providers whose addresses are given. */
import { secretBasic } from "@application-credentials/sdk"
import type { HostIntegration } from "@application-credentials/sdk/promise"

/** The URLs of a provider. */
type Provider = Readonly<Record<"authorize" | "token", string>> & {
  readonly [name in "userinfo" | "revoke" | "deviceAuthorization"]?: string | undefined
}

// Whose account it is, the provider knows: so none is linked twice, and none is taken for another.
const identifyBy =
  (userinfo = "") =>
  async (accessToken: string) => {
    const response = await fetch(userinfo, { headers: { authorization: `Bearer ${accessToken}` } })
    if (!response.ok) throw new Error(`The provider does not say whose account it is (${response.status}).`)
    const { name, sub } = await response.json()
    return { uniqueId: String(sub), title: typeof name === "string" ? name : String(sub) }
  }

const strings = (title: string, english: string, german: string) => ({
  en: { title, application_credentials: { description: english } },
  de: { title, application_credentials: { description: german } }
})

/** Makes the integration of Spotify: HTTP Basic, and PKCE. */
export const spotify = ({ authorize, token, userinfo }: Provider): HostIntegration => ({
  domain: "spotify",
  server: { authorizeUrl: authorize, tokenUrl: token },
  client: { clientAuthentication: secretBasic, pkce: true, scopes: ["openid", "profile", "user-read-email"] },
  descriptionPlaceholders: () => ({ dashboard: "https://developer.spotify.com/dashboard" }),
  identify: identifyBy(userinfo),
  strings: strings(
    "Spotify",
    "1. Create an app in the [Spotify dashboard]({dashboard}).\n2. Add the redirect URI below to it.\n3. Copy its **client ID** and secret.\n\nThe demo knows `demo-client` with the secret `demo-secret`.",
    "1. Lege im [Spotify-Dashboard]({dashboard}) eine App an.\n2. Trage dort die Weiterleitungs-URI von unten ein.\n3. Kopiere **Client-ID** und Geheimnis.\n\nDie Demo kennt `demo-client` mit dem Geheimnis `demo-secret`."
  )
})

/** Makes the integration of Google, which can be linked on another device too. */
export const google = (provider: Provider): HostIntegration => ({
  domain: "google",
  server: {
    authorizeUrl: provider.authorize,
    tokenUrl: provider.token,
    revocationUrl: provider.revoke ?? "",
    deviceAuthorizationUrl: provider.deviceAuthorization ?? ""
  },
  client: { pkce: true, scopes: ["openid", "profile"], authorizeParameters: { access_type: "offline" } },
  identify: identifyBy(provider.userinfo),
  strings: strings(
    "Google",
    "Create an OAuth client in the [Google Cloud console](https://console.cloud.google.com/apis/credentials).\n\nThe demo knows `demo-client` with the secret `demo-secret`.",
    "Lege in der [Google-Cloud-Konsole](https://console.cloud.google.com/apis/credentials) einen OAuth-Client an.\n\nDie Demo kennt `demo-client` mit dem Geheimnis `demo-secret`."
  )
})
