/** Descriptions in the message format are read as Home Assistant's interface reads them. */
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { isOfHost, linkFault } from "../../src/checks/plh/links.ts"
import { isReference } from "../../src/checks/plh/descriptions.ts"
import { isLinkTarget, placeholdersOf } from "../../src/checks/plh/messageFormat.ts"
import { anyHost } from "../../src/arbitraries/host.ts"
import { redirectUriOf } from "../../src/subject/redirectUriOf.ts"

const name = fc
  .tuple(fc.constantFrom(..."abcxyz"), fc.string({ unit: fc.constantFrom(..."abc_019"), maxLength: 8 }))
  .map((parts) => parts.join(""))
const text = fc
  .string({ unit: fc.constantFrom(..."ab .,()[]#\n'"), maxLength: 12 })
  .map((part) => part.replaceAll("'", "''"))

describe("placeholdersOf", () => {
  it("finds exactly the names between any texts, in order", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, name)), text, (parts, tail) => {
        const message = parts.map(([before, used]) => `${before}{${used}}`).join("") + tail
        assert.deepStrictEqual(placeholdersOf(message), [...new Set(parts.map(([, used]) => used))])
      })
    )
  })

  it("finds the names within plurals and selections, and their own", () => {
    fc.assert(
      fc.property(name, name, name, (count, one, other) => {
        const message = `{${count}, plural, =0 {none} one {a {${one}}} other {# of {${other}, number}}}`
        assert.deepStrictEqual(placeholdersOf(message), [...new Set([count, one, other])])
      })
    )
  })

  it("finds nothing in what quotes protect", () => {
    fc.assert(
      fc.property(name, (used) => assert.deepStrictEqual(placeholdersOf(`copy '{${used}}' here`), []))
    )
  })

  it("always ends", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."{},'a #"), maxLength: 40 }), (message) => {
        assert.isAtMost(placeholdersOf(message).length, message.length)
      })
    )
  })

  it.each([
    ["Don't open [it]({url}), it isn't there", ["url"]],
    ["Add `{redirect_url}` to {console_url}.", ["redirect_url", "console_url"]],
    ["{ spaced }", ["spaced"]],
    ["{not a name}", []],
    ["{", []],
    ["''{x}''", ["x"]]
  ])("reads %j", (message, names) => assert.deepStrictEqual(placeholdersOf(message), names))
})

describe("isLinkTarget", () => {
  it("is so for the target of a link and not for its text or a value to copy", () => {
    assert.isTrue(isLinkTarget("[here]({url})", "url"))
    assert.isTrue(isLinkTarget("[here]({url}/apps)", "url"))
    assert.isTrue(isLinkTarget("<{url}>", "url"))
    assert.isFalse(isLinkTarget("[{url}](https://acme-cloud.com)", "url"))
    assert.isFalse(isLinkTarget("`{url}`", "url"))
  })
})

describe("links", () => {
  it("never judges the host's own redirect URI", () => {
    fc.assert(fc.property(anyHost, (host) => assert.isTrue(isOfHost(redirectUriOf(host), host))))
  })

  it("never judges a redirect URI at another of the host's addresses, nor My Home Assistant's", () => {
    fc.assert(
      fc.property(anyHost, (host) => {
        assert.isTrue(isOfHost("http://10.0.0.7:8123/auth/external/callback", host))
        assert.isTrue(isOfHost("https://my.home-assistant.io/redirect/oauth", host))
        assert.isFalse(isOfHost("https://acme-cloud.com/apps", host))
      })
    )
  })

  it.each(["", "acme-cloud.com/apps", "/config/apps", "http://acme-cloud.com", "https://"])(
    "accuses %j",
    (value) => assert.isNotNull(linkFault(value))
  )

  it("takes a whole https URL", () => assert.isNull(linkFault("https://acme-cloud.com/apps?tab=oauth#top")))
})

describe("isReference", () => {
  it("tells references from words", () => {
    assert.isTrue(isReference("[%key:component::google::application_credentials::description%]"))
    assert.isTrue(isReference("See [%key:common::config_flow::abort::oauth2_error%]."))
    assert.isFalse(isReference("It is [100%](https://acme-cloud.com) done."))
  })
})
