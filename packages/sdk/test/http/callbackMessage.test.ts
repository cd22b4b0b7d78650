/** What people read at the end of a flow. */
import { assert, describe, it } from "@effect/vitest"
import { messageOfRefusal, messageOfResult } from "../../src/http/callbackMessage.ts"
import {
  DecryptionFailed,
  EncryptionKeyMissing,
  ReauthenticationRequired,
  StorageUnavailable,
  StorageUnreadable
} from "../../src/index.ts"

const path = "/srv/host/.storage/accounts"

describe("a page for people", () => {
  it.each([
    [
      "The host's disk is full.",
      new StorageUnavailable({ reason: "full", message: `${path} is not written.` })
    ],
    [
      "The host's disk is read-only.",
      new StorageUnavailable({ reason: "readOnly", message: `${path} is not written.` })
    ],
    ["The host cannot", new StorageUnavailable({ message: `${path} is not read.` })],
    ["The host cannot", new StorageUnreadable({ location: path, message: `${path} is no JSON.` })],
    ["The host cannot", new DecryptionFailed({ location: path, keyId: "k1", message: `${path} and k1` })],
    ["The host cannot", new EncryptionKeyMissing({ location: path, keyId: "k1", message: `${path} and k1` })]
  ])("says %j, and no path of the server", (says, error) => {
    const { advice } = messageOfRefusal(error)
    assert.isTrue(advice.startsWith(says))
    assert.notInclude(advice, path)
    assert.notInclude(advice, "k1")
  })

  const refused = (error: string) =>
    messageOfResult({
      type: "abort",
      flowId: "flow",
      reason: "oauth_unauthorized",
      error: new ReauthenticationRequired({
        domain: "acme",
        operation: "exchange",
        reason: "rejected",
        error,
        message: "refused"
      })
    }).advice

  it("tells a code that is refused from a credential that is", () => {
    assert.include(refused("invalid_grant"), "code")
    assert.notInclude(refused("invalid_grant"), "credential")
    assert.include(refused("invalid_client"), "credential")
  })
})
