import { assert, describe, it } from "@effect/vitest"
import {
  AuthorizationServer,
  clientAuthenticationOf,
  none,
  secretBasic,
  secretPost
} from "../../src/index.ts"

const of = (methods?: ReadonlyArray<string>) =>
  clientAuthenticationOf(
    new AuthorizationServer({
      authorizeUrl: "https://provider.test/authorize",
      tokenUrl: "https://provider.test/token",
      ...(methods === undefined ? {} : { tokenEndpointAuthMethodsSupported: methods })
    })
  )

describe("clientAuthenticationOf", () => {
  it("is that of Home Assistant where the server supports it, or does not say", () => {
    assert.strictEqual(of(), secretPost)
    assert.strictEqual(of(["none", "client_secret_basic", "client_secret_post"]), secretPost)
    assert.strictEqual(of(["private_key_jwt"]), secretPost)
  })

  it("is what the server supports instead", () => {
    assert.strictEqual(of(["none", "client_secret_basic"]), secretBasic)
    assert.strictEqual(of(["private_key_jwt", "none"]), none)
  })
})
