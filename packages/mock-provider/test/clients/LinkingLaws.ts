/** What holds for every client that links accounts, over a real port. */
import { describe, expect, it } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import { browse, type Credential, failureOf, open, refusals } from "./Harness.ts"

/** A client under its own API, for a provider and as one registered client. */
export interface LinkingClient {
  /** Begins a flow: where the browser is sent, and what is done with the URL that it comes back to. */
  readonly begin: () => Promise<Flow>
  /** The OAuth error that the client tells its user by what it threw. */
  readonly errorOf: (thrown: unknown) => unknown
}

export interface Flow {
  readonly url: string | URL
  readonly finish: (callback: URL) => Promise<Linked>
}

export interface Linked {
  readonly accessToken: string
  readonly refreshToken: string
  readonly refresh: () => Promise<Linked>
}

/** Makes the client, and lets it discover the provider where it does that. */
export type Connect = (
  provider: MockProvider,
  credential: Credential
) => LinkingClient | Promise<LinkingClient>

const link = async (client: LinkingClient): Promise<Linked> => {
  const flow = await client.begin()
  return flow.finish(await browse(flow.url))
}

/** What holds for all of them. */
export const suite = (name: string, credential: Credential, connect: Connect): void => {
  describe(`${name} links an account`, () => {
    it("with a code that is bound to its verifier, and gets tokens that are good", async () => {
      await using harness = await open()
      const { provider } = harness
      const { accessToken, refreshToken } = await link(await connect(provider, credential))
      expect(provider.isLive(accessToken)).toBe(true)
      expect(refreshToken).toHaveLength(43)
      expect(refusals(provider)).toEqual([])
      const [exchange] = provider.calls("token")
      expect(exchange?.authentication.clientId).toBe(credential.clientId)
      expect(exchange?.parameters.has("code_verifier")).toBe(true)
    })

    it("and refreshes with the latest refresh token, time after time", async () => {
      await using harness = await open()
      const { provider } = harness
      const first = await link(await connect(provider, credential))
      const second = await first.refresh()
      const third = await second.refresh()
      expect(new Set([first, second, third].map((linked) => linked.refreshToken)).size).toBe(3)
      expect(provider.isLive(third.accessToken)).toBe(true)
      expect(refusals(provider)).toEqual([])
    })
  })

  describe(`${name} learns`, () => {
    it("that its secret is wrong", async () => {
      await using harness = await open()
      const client = await connect(harness.provider, { ...credential, clientSecret: "wrong" })
      expect(await client.errorOf(await failureOf(link(client)))).toBe("invalid_client")
      expect(refusals(harness.provider)).toEqual(["client-secret"])
    })

    it("that a code was used before, which ends what came of it", async () => {
      await using harness = await open()
      const { provider } = harness
      const client = await connect(provider, credential)
      const flow = await client.begin()
      const callback = await browse(flow.url)
      const { accessToken } = await flow.finish(callback)
      expect(await client.errorOf(await failureOf(flow.finish(callback)))).toBe("invalid_grant")
      expect(refusals(provider)).toEqual(["code-reused"])
      expect(provider.isLive(accessToken)).toBe(false)
    })

    it("that a refresh token was replaced before, which ends the grant", async () => {
      await using harness = await open()
      const { provider } = harness
      const client = await connect(provider, credential)
      const first = await link(client)
      const second = await first.refresh()
      expect(await client.errorOf(await failureOf(first.refresh()))).toBe("invalid_grant")
      expect(provider.isLive(second.accessToken)).toBe(false)
      expect(await client.errorOf(await failureOf(second.refresh()))).toBe("invalid_grant")
      expect(refusals(provider)).toEqual(["refresh-token-reused", "grant-revoked"])
    })
  })
}

/** What holds for those that read the callback themselves, rather than have their app do it. */
export const callbackSuite = (name: string, credential: Credential, connect: Connect): void => {
  describe(`${name} reads the callback`, () => {
    it("that the user denied", async () => {
      await using harness = await open({ consent: "deny" })
      const client = await connect(harness.provider, credential)
      expect(await client.errorOf(await failureOf(link(client)))).toBe("access_denied")
      expect(harness.provider.calls("token")).toEqual([])
    })

    it("and takes none with another state", async () => {
      await using harness = await open({ faults: [{ action: { _tag: "StateChanged", state: "another" } }] })
      await failureOf(link(await connect(harness.provider, credential)))
      expect(harness.provider.calls("token")).toEqual([])
    })
  })
}
