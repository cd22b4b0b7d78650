import { readFile } from "node:fs/promises"
import { Effect } from "effect"
import { describe, expect, it } from "vitest"
import { parseJson } from "../../src/cli/parseJson.ts"
import { flags } from "../../src/cli/flags.ts"
import { optionsFromConfig } from "../../src/config/optionsFromConfig.ts"
import { decodeConfig } from "../../src/config/readConfig.ts"
import { OpenApi } from "effect/http-api"
import { ControlApi } from "../../src/control/ControlApi.ts"
import { MockProvider } from "../../src/index.ts"
import { startControlled } from "../control/control.ts"

const guide = await readFile(new URL("../../../../docs/guides/port.md", import.meta.url), "utf8")

/** The last block of a language. */
const block = (language: string): string =>
  [...guide.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, "gm"))].at(-1)?.[1] ?? ""

/** Reads a line of curl as a shell and curl would: its method, its body and its URL. */
const readCurl = (line: string) => {
  const [, ...words] = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? ""
  )
  const after = (flag: string): string | undefined => words[words.indexOf(flag) + 1 || words.length]
  const body = after("--json")
  return { method: after("-X") ?? (body === undefined ? "GET" : "POST"), body, url: words.at(-1) ?? "" }
}

const idsOf = ({ clients }: MockProvider) => clients.map(({ clientId }) => clientId)

describe("the guide to the port", () => {
  it("shows a configuration that a provider can be made of", () => {
    const json = Effect.runSync(parseJson("port.md", block("jsonc")))
    const config = Effect.runSync(decodeConfig(json)).get("") ?? {}
    const provider = MockProvider.make(optionsFromConfig(config, "http://127.0.0.1:9096"))
    expect(provider.endpoints.userinfo).toBe("http://127.0.0.1:9096/user")
    expect(idsOf(provider)).toEqual(["my-client"])
  })

  it("shows lines of curl that do what they say", async () => {
    const { base, provider } = await startControlled()
    const lines = block("sh").trim().split("\n").map(readCurl)
    expect(lines.length).toBe(10)
    const before = provider.now()
    for (const { body, method, url } of lines) {
      expect(url).toMatch(/^localhost:9096\/_control/)
      const headers = body === undefined ? {} : { "content-type": "application/json" }
      const init = { method, headers, ...(body === undefined ? {} : { body }) }
      const response = await fetch(url.replace("localhost:9096/_control", base), init)
      expect(response.status).toBeLessThan(300)
      if (url.endsWith("/clients")) expect(idsOf(provider)).toContain("app")
      if (url.endsWith("/time")) expect(provider.now()).toBe(before + 3_600_000)
    }
    expect(idsOf(provider)).not.toContain("app")
  })

  it("names every operation of the control API, and every flag", () => {
    for (const [path, item] of Object.entries(OpenApi.fromApi(ControlApi).paths)) {
      for (const method of Object.keys(item)) expect(guide).toContain(`| \`${method.toUpperCase()} ${path}\``)
    }
    const names = Object.keys(flags).map((name) =>
      name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    )
    for (const name of names) expect(guide).toMatch(new RegExp(`\`--(no-)?${name}\\b`))
  })
})
