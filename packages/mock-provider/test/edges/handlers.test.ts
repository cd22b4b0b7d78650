import { getResponse } from "msw"
import { setupServer } from "msw/node"
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest"
import { handlers } from "../../src/index.ts"
import { makeHarness, publicClient } from "../Harness.ts"
import type { Connect } from "./ClientLaws.ts"
import { suite } from "./ClientLaws.ts"

const server = setupServer()

beforeAll(() => server.listen({ onUnhandledFrame: "error" }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const connect: Connect = async (make) => {
  const provider = make("https://provider.test")
  const other = make("https://other.test")
  server.use(...handlers(provider), ...handlers(other))
  return { provider, other, fetch: globalThis.fetch }
}

suite("msw/node and the platform's fetch", connect)

describe("a provider's handlers", () => {
  it("serve getResponse", async () => {
    const { provider } = makeHarness()
    const body = new URLSearchParams({ grant_type: "refresh_token", client_id: publicClient.clientId })
    const request = new Request(provider.endpoints.token, { method: "POST", body })
    const response = await getResponse(handlers(provider), request)
    expect(response?.status).toBe(400)
    expect(await response?.json()).toMatchObject({ error: "invalid_request" })
    expect(provider.journal[0]?.rule).toBe("refresh-token-missing")
  })

  it("tell getResponse of a failed connection by an error response", async () => {
    const { provider } = makeHarness({ faults: [{ action: { _tag: "ConnectionFailure" } }] })
    const response = await getResponse(handlers(provider), new Request(provider.endpoints.token))
    expect(response?.type).toBe("error")
  })

  it("leave every other request to other handlers", async () => {
    const { provider } = makeHarness()
    expect(await getResponse(handlers(provider), new Request("https://provider.test/other"))).toBeUndefined()
    expect(provider.journal).toEqual([])
  })

  it("keep providers apart", async () => {
    const one = makeHarness().provider
    const other = makeHarness({
      endpoints: { authorize: "https://other.test/authorize", token: "https://other.test/token" }
    }).provider
    await getResponse(
      [...handlers(one), ...handlers(other)],
      new Request(other.endpoints.token, { method: "POST" })
    )
    expect([one.journal.length, other.journal.length]).toEqual([0, 1])
  })
})
