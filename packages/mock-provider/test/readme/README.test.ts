import { readFile } from "node:fs/promises"
import { beforeEach, describe, expect, it } from "vitest"
import { profiles } from "../../src/profiles/index.ts"
import { cloud, linkAtCloud } from "./accountLink.ts"
import { askOnPort } from "./port.ts"
import { makeProvider } from "./profile.ts"
import { authorize, exchange, provider, refresh } from "./example.ts"

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8")

describe("README", () => {
  beforeEach(() => provider.reset())

  it.each(["./example.ts", "./profile.ts", "./port.ts", "./accountLink.ts"])(
    "shows %s as it is run here",
    async (path) => {
      const example = await read(path)
      expect(await read("../../README.md")).toContain(`\`\`\`ts\n${example}\`\`\``)
    }
  )

  it("names every fault", async () => {
    const readme = await read("../../README.md")
    const { FaultAction } = await import("../../src/index.ts")
    for (const name of Object.keys(FaultAction.cases)) expect(readme).toContain(`\`${name}\``)
  })

  it("names every endpoint", async () => {
    const readme = await read("../../README.md")
    const { endpointNames } = await import("../../src/index.ts")
    for (const name of endpointNames) expect(readme).toContain(`\`${name}\``)
  })

  it("asks for a token on a real port", async () => {
    expect(await askOnPort()).toMatchObject({ token_type: "Bearer" })
  })

  it("links, fails once and refreshes", async () => {
    const code = await authorize()
    const tokens = await (await exchange(code)).json()
    const limited = await refresh(tokens.refresh_token)
    expect(limited.status).toBe(429)
    expect(limited.headers.get("retry-after")).toBe("30")
    expect((await refresh(tokens.refresh_token)).status).toBe(200)
    expect((await exchange(code)).status).toBe(400)
    expect(provider.calls("token").map(({ fault, rule }) => rule ?? fault?.action)).toEqual([
      undefined,
      "Status",
      undefined,
      "code-reused"
    ])
  })

  it("plays Withings", () => {
    expect(makeProvider().endpoints.token).toBe("https://wbsapi.withings.net/v2/oauth2")
    expect(() => makeProvider("nobody")).toThrow("no profile of nobody")
  })

  it("counts the profiles", async () => {
    expect(await read("../../README.md")).toContain(`There are [${profiles.length}](`)
  })

  it("links an account at an account-link server", async () => {
    expect(await linkAtCloud()).toMatchObject({ token_type: "bearer", expires_in: 3600 })
    expect(cloud.journal.map(({ _tag }) => _tag)).toEqual([
      "Opened",
      "Received",
      "Sent",
      "Request",
      "Sent",
      "Closed"
    ])
  })
})
