/** A single-page application that signs people in with oidc-client-ts, and shows who they are. */
import { ErrorResponse, UserManager } from "oidc-client-ts"

const { href, origin } = location
const query = new URL(href).searchParams
const manager = new UserManager({
  // The provider in the page around, or another one: on the way back the callback says which (RFC 9207).
  authority: query.get("authority") ?? query.get("iss") ?? `${origin}/provider`,
  client_id: "spa",
  redirect_uri: `${origin}/application`,
  scope: "openid email read",
  loadUserInfo: true
})

const show = (what: unknown): void => {
  const output = document.createElement("pre")
  output.textContent = JSON.stringify(what)
  document.body.replaceChildren(output)
}

const tell = (error: unknown): void =>
  show(error instanceof ErrorResponse ? { error: error.error } : { failure: `${error}` })

const signIn = async (): Promise<void> => {
  if (!query.has("state")) return manager.signinRedirect({ nonce: "the-nonce" })
  const user = await manager.signinCallback()
  const refreshed = await manager.signinSilent()
  show({
    profile: user?.profile,
    accessTokens: [user?.access_token, refreshed?.access_token],
    rotated: user?.refresh_token !== refreshed?.refresh_token
  })
}

await signIn().catch(tell)
