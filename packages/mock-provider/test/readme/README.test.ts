import { readFile } from "node:fs/promises"
import { describe, expect, it } from "vitest"
import type { CallMatch } from "../../src/index.ts"
import { profiles } from "../../src/profiles/index.ts"
import { cloud, linkAtCloud } from "./accountLink.ts"
import { askOnPort } from "./port.ts"
import { makeProvider } from "./profile.ts"

const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), "utf8")

describe("README", () => {
  it.each(["./example.test.ts", "./profile.ts", "./port.ts", "./accountLink.ts"])(
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

  it("installs the versions that these tests run with", async () => {
    const readme = await read("../../README.md")
    const { dependencies } = JSON.parse(await read("../../package.json"))
    const { devDependencies } = JSON.parse(await read("../../../../package.json"))
    const major = (range: unknown) => /\d+/.exec(`${range}`)?.[0]
    const versions = `msw@${major(dependencies.msw)} vitest@${major(devDependencies.vitest)}`
    expect(readme).toContain(`npm install --save-dev @application-credentials/mock-provider ${versions}\n`)
  })

  it("names each member of an exchange, and of what expectCalls matches", async () => {
    const journal = /## Journal(.*?)\n## /s.exec(await read("../../README.md"))?.[1] ?? ""
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
