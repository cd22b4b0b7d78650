import { describe, expect, it } from "vitest"
import type { Endpoint } from "../../src/core/Endpoint.ts"
import { findDestination, makeEndpoint } from "../../src/core/Endpoint.ts"

const endpoints = (authorize: string, token: string): ReadonlyArray<Endpoint> =>
  [makeEndpoint("authorize", authorize), makeEndpoint("token", token)].filter(
    (endpoint) => endpoint !== undefined
  )

describe("an endpoint", () => {
  it.each(["", "token", "/token", "ftp://a.example/", "https://a.example/#x", "https://"])(
    "cannot have the URL %j",
    (url) => {
      expect(makeEndpoint("token", url)).toBeUndefined()
    }
  )

  it("answers at its own path only", () => {
    const both = endpoints("https://a.example/authorize", "https://b.example/token")
    expect(findDestination(both, "POST", "https://b.example/token").endpoint).toBe("token")
    expect(findDestination(both, "POST", "https://B.example:443/token").endpoint).toBe("token")
    for (const url of [
      "https://b.example/token/",
      "https://a.example/token",
      "http://b.example/token",
      "https://b.example:8443/token",
      "junk"
    ]) {
      expect(findDestination(both, "POST", url).endpoint).toBe("unknown")
    }
  })

  it("keeps its own query out of the parameters, and asks for it", () => {
    const both = endpoints("https://a.example/?do=authorize", "https://a.example/?do=token&v=2")
    const { endpoint, query } = findDestination(both, "POST", "https://a.example/?v=2&do=token&x=1")
    expect(endpoint).toBe("token")
    expect(query.entries()).toEqual([["x", "1"]])
    expect(findDestination(both, "POST", "https://a.example/?do=token").endpoint).toBe("unknown")
  })

  it("is told from the other by the method where both have one URL", () => {
    const both = endpoints("https://a.example/oauth", "https://a.example/oauth")
    expect(findDestination(both, "POST", "https://a.example/oauth").endpoint).toBe("token")
    expect(findDestination(both, "GET", "https://a.example/oauth").endpoint).toBe("authorize")
  })

  it("is the one with the longer query where both match", () => {
    const both = endpoints("https://a.example/oauth", "https://a.example/oauth?token=1")
    expect(findDestination(both, "GET", "https://a.example/oauth?token=1").endpoint).toBe("token")
  })
})
