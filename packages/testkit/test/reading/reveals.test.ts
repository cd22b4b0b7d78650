import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { opaqueText, vscharText } from "../../src/arbitraries/text.ts"
import { reveals } from "../../src/reading/reveals.ts"

const secret = vscharText(8, 32).map((text) => `secret-${text}`)
const around = fc.string({ unit: fc.constantFrom(..."abc ABC/=&?\n"), maxLength: 12 })

const encodings: Readonly<Record<string, (secret: string) => string>> = {
  "as it is": (text) => text,
  "percent-encoded": encodeURIComponent,
  "percent-encoded throughout": (text) =>
    Buffer.from(text)
      .toString("hex")
      .replaceAll(/../g, (pair) => `%${pair}`),
  "percent-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
  "form-encoded": (text) => new URLSearchParams({ "": text }).toString().slice(1),
  "in JSON": (text) => JSON.stringify(text),
  "as a Python string": (text) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  "in hexadecimal digits": (text) => Buffer.from(text).toString("hex"),
  "in upper-case hexadecimal digits": (text) => Buffer.from(text).toString("hex").toUpperCase(),
  "in Base64": (text) => Buffer.from(text).toString("base64"),
  "in Base64url": (text) => Buffer.from(text).toString("base64url"),
  "in percent-encoded Base64": (text) => encodeURIComponent(Buffer.from(text).toString("base64"))
}

describe("a secret", () => {
  it.each(Object.entries(encodings))("is found %s, whatever stands around it", (_, encode) =>
    fc.assert(
      fc.property(secret, around, around, (value, before, after) => {
        assert.isTrue(reveals(`${before} ${encode(value)} ${after}`, value))
      })
    )
  )

  it("is found in an HTTP Basic pair with any id", () =>
    fc.assert(
      fc.property(secret, vscharText(1, 24), (value, id) => {
        assert.isTrue(reveals(`Basic ${Buffer.from(`${id}:${value}`).toString("base64")}`, value))
      })
    ))

  it("is not found where another one is", () =>
    fc.assert(
      fc.property(opaqueText("secret-"), opaqueText("secret-"), (one, other) => {
        fc.pre(one !== other)
        for (const encode of Object.values(encodings)) {
          assert.isFalse(reveals(encode(one), other))
        }
      })
    ))

  it("is never found where it is so short that it may be there by chance", () => {
    assert.isFalse(reveals("the code is abc", "abc"))
  })
})
