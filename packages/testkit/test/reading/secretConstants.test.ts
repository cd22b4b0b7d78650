import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { looksGenerated, secretConstants } from "../../src/reading/secretConstants.ts"

const generated = fc
  .string({
    unit: fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"),
    minLength: 24,
    maxLength: 48
  })
  .filter(looksGenerated)

const bindings: ReadonlyArray<(value: string) => string> = [
  (value) => `CLIENT_SECRET = "${value}"`,
  (value) => `CLIENT_SECRET: Final[str] = '${value}'`,
  (value) => `    client_secret="${value}",`,
  (value) => `{"client_secret": "${value}"}`,
  (value) => `    client_secret=credential.client_secret or "${value}",`,
  (value) => `const clientSecret = "${value}"`,
  (value) => `clientSecret: given.clientSecret ?? "${value}",`,
  (value) => `clientSecret: Redacted.make("${value}"),`,
  (value) => `API_PASSWORD = b"${value}"`,
  (value) => `CLIENT_SECRET = (\n    "${value}"\n)`
]

describe("a constant", () => {
  it("is a secret where its name says so and its value is random", () =>
    fc.assert(
      fc.property(generated, fc.constantFrom(...bindings), fc.nat({ max: 5 }), (value, bind, lines) => {
        const found = secretConstants(`${"\n".repeat(lines)}${bind(value)}\n`)
        assert.deepStrictEqual(
          found.map(({ line }) => line),
          [lines + 1]
        )
      })
    ))

  it.each([
    'CONF_CLIENT_SECRET = "client_secret"',
    'OAUTH2_TOKEN = "https://auth.example.net/oauth2/v1/token"',
    'CLIENT_SECRET = ""',
    'CLIENT_SECRET = "your-client-secret-here-123456"',
    'CLIENT_SECRET_URL = "https://developer.example.net/clients/2f9d1c77b1"',
    'CONF_ACCESS_TOKEN = "access_token"',
    'SECRET_NAME = "a1b2c3d4e5f6g7h8i9"',
    'CLIENT_SECRET = "1111111111111111111111"',
    "client_secret=credential.client_secret",
    'CLIENT_ID = "8f3kQz71LmWc0aTr5VbNx2Yd"',
    'DESCRIPTION = "Paste the secret 8f3kQz71LmWc0aTr5VbNx2Yd"',
    'if client_secret == "8f3kQz71LmWc0aTr5VbNx2Yd": pass'
  ])("is none in %s", (code) => {
    assert.deepStrictEqual(secretConstants(code), [])
  })
})
