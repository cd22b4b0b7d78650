/** A harness whose provider signs JWTs, with a way to wait for them and to verify them. */
import { createLocalJWKSet, jwtVerify } from "jose"
import type { MockProviderOptions } from "../src/index.ts"
import {
  credentials,
  form,
  formHeaders,
  fullClient,
  makeHarness,
  parse,
  redirectUri,
  text,
  verifier
} from "./Harness.ts"

export const makeSigning = (options: Partial<MockProviderOptions> = {}) => {
  const harness = makeHarness({ accessTokens: { format: "jwt", algorithm: "ES256" }, ...options })
  const { provider } = harness
  const answer = async (method: string, url: string, headers = {}, body = "") => {
    const given = await provider.answer({ method, url, headers, body })
    if (given._tag !== "Response") throw new Error(given._tag)
    return given
  }
  const token = async (pairs: Record<string, string>) => {
    const body = form({ ...credentials(fullClient).body, ...pairs })
    return parse(await answer("POST", harness.urlOf("token"), formHeaders, body))
  }
  const link = (pairs: Record<string, string> = {}) =>
    token({
      grant_type: "authorization_code",
      code: harness.codeFor(fullClient, { scope: "openid read", nonce: "once", ...pairs }),
      redirect_uri: redirectUri,
      code_verifier: verifier
    })
  const keys = async () => JSON.parse((await answer("GET", harness.urlOf("jwks"))).body)
  const verify = async (jwt: unknown) =>
    jwtVerify(text(jwt), createLocalJWKSet(await keys()), { currentDate: new Date(harness.clock.now) })
  return { ...harness, answer, token, link, keys, verify }
}
