import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import type { CallMatch } from "../../src/index.ts"
import { cloud, linkAtCloud } from "./accountLink.ts"
import { askOnPort } from "./port.ts"
import { makeProvider } from "./profile.ts"

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8")
const guide = (name: string): Promise<string> => read(`../../../../docs/guides/${name}.md`)

describe("README and the guides", () => {
  it("shows its example as it is run here", async () => {
    const example = await read("./example.test.ts")
    expect(await read("../../README.md")).toContain(`\`\`\`ts\n${example}\`\`\``)
  })

  it("names every fault", async () => {
    const readme = await guide("faults")
    const { FaultAction } = await import("../../src/index.ts")
    for (const name of Object.keys(FaultAction.cases)) expect(readme).toContain(`\`${name}\``)
  })

  it("names every endpoint", async () => {
    const readme = await guide("mock")
    const { endpointNames } = await import("../../src/index.ts")
    for (const name of endpointNames) expect(readme).toContain(`\`${name}\``)
  })

  it("asks for a token on a real port", async () => {
    expect(await askOnPort()).toMatchObject({ token_type: "Bearer" })
  })

  it("installs the versions that these tests run with", async () => {
    const readme = await read("../../README.md")
    const { dependencies } = JSON.parse(await read("../../package.json"))
    const { devDependencies } = JSON.parse(await read("../../../../package.json"))
    const major = (range: unknown) => /\d+/.exec(`${range}`)?.[0]
    const versions = `msw@${major(dependencies.msw)} vitest@${major(devDependencies.vitest)}`
    expect(readme).toContain(
      `npm install --save-dev @application-credentials/mock-provider@0.1 ${versions}\n`
    )
  })

  it("names each member of an exchange, and of what expectCalls matches", async () => {
    const journal = /## Look at what was asked(.*?)\n## /s.exec(await guide("mock"))?.[1] ?? ""
    const provider = makeProvider()
    await provider.answer({ method: "GET", url: provider.endpoints.token, headers: {}, body: "" })
    const [exchange] = provider.journal
    const members = Object.keys(exchange ?? {}).filter((name) => name !== "size")
    expect(members.length).toBeGreaterThan(8)
    for (const name of [...members, "request", "answer"]) expect(journal).toContain(`\`${name}\``)
    const match: Required<CallMatch> = { endpoint: "token", grantType: "a", clientId: "b", rule: null }
    for (const name of Object.keys(match)) expect(journal).toContain(`\`${name}\``)
  })

  it("plays Withings", () => {
    expect(makeProvider().endpoints.token).toBe("https://wbsapi.withings.net/v2/oauth2")
    expect(() => makeProvider("nobody")).toThrow("no profile of nobody")
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
