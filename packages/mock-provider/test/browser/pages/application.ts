/** A single-page application that signs people in with oidc-client-ts, and shows who they are. */
import { ErrorResponse, UserManager } from "oidc-client-ts"

const { href, origin } = location
const manager = new UserManager({
  authority: `${origin}/provider`,
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
  const isBack = new URL(href).searchParams.has("state")
  if (!isBack) return manager.signinRedirect({ nonce: "the-nonce" })
  const user = await manager.signinCallback()
  const refreshed = await manager.signinSilent()
  show({
    profile: user?.profile,
    accessTokens: [user?.access_token, refreshed?.access_token],
    rotated: user?.refresh_token !== refreshed?.refresh_token
  })
}

await signIn().catch(tell)
