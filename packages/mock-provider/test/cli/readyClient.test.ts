import { describe, expect, it } from "vitest"
import { readyClient, withReadyClient } from "../../src/cli/readyClient.ts"

describe("the ready client", () => {
  it("has each redirect URI once, also one that it has already", () => {
    const [client] = withReadyClient({}, ["https://app.test/cb"]).clients ?? []
    const uris = client?.redirectUris ?? []
    expect(client?.clientId).toBe(readyClient.clientId)
    expect(uris).toContain("https://app.test/cb")
    expect(withReadyClient({}, [...uris, ...uris]).clients?.[0]?.redirectUris).toEqual(uris)
  })
})
