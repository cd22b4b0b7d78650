import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { serve } from "../../src/node/index.ts"
import { sendRaw } from "../node/wire.ts"
import { startControlled } from "./control.ts"

/** Sends exactly these fields, which a fetch would not. */
const statusOf = async (url: string, method: string, path: string, fields: ReadonlyArray<string>) => {
  const request = [
    `${method} ${path} HTTP/1.1`,
    ...fields,
    "connection: close",
    "content-length: 2",
    "",
    "{}"
  ]
  return Number((await sendRaw(url, request.join("\r\n"))).bytes.slice(9, 12))
}

const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/)
const foreignHost = fc
  .tuple(
    fc.oneof(label, fc.constantFrom("localhost", "127")),
    fc.constantFrom(
      ".test",
      ".localhost.evil.test",
      "",
      ".127.0.0.1.nip.test",
      ".local",
      "@127.0.0.1",
      "/127.0.0.1"
    )
  )
  .map(([name, rest]) => name + rest)
  .filter((host) => host !== "localhost")

describe("the control API's guard", () => {
  it("never answers under a name that a page of another site may have made to point here", async () => {
    const { url } = await startControlled()
    await fc.assert(
      fc.asyncProperty(foreignHost, fc.constantFrom("", ":80"), async (host, port) => {
        expect(await statusOf(url, "GET", "/_control", [`host: ${host}${port}`])).toBe(403)
      })
    )
  })

  it("never answers a page of another site", async () => {
    const { url } = await startControlled()
    const { host } = new URL(url)
    const told = fc.oneof(
      foreignHost.map((foreign) => `origin: http://${foreign}`),
      fc.constantFrom(
        "origin: null",
        "origin: http://127.0.0.1:1",
        "sec-fetch-site: cross-site",
        "sec-fetch-site: same-site"
      )
    )
    const operation = fc.constantFrom(
      ["GET", "/_control"],
      ["POST", "/_control/reset"],
      ["DELETE", "/_control/journal"]
    )
    await fc.assert(
      fc.asyncProperty(told, operation, async (field, [method = "", path = ""]) => {
        const fields = [`host: ${host}`, "content-type: application/json", field]
        expect(await statusOf(url, method, path, fields)).toBe(403)
      })
    )
  })

  it("never takes what is not said to be JSON, which a page could send unasked", async () => {
    const { url } = await startControlled()
    const type = fc.constantFrom(
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data",
      "text/json",
      ""
    )
    const operation = fc.constantFrom(
      ["POST", "/reset"],
      ["POST", "/time"],
      ["POST", "/clients"],
      ["POST", "/keys"],
      ["PUT", "/faults"],
      ["PUT", "/consent"]
    )
    await fc.assert(
      fc.asyncProperty(type, operation, async (each, [method = "", path = ""]) => {
        const fields = ["host: localhost", `content-type: ${each}`]
        expect(await statusOf(url, method, `/_control${path}`, fields)).toBe(415)
      })
    )
  })

  it("allows no page to read an answer or to send JSON", async () => {
    const { base } = await startControlled()
    for (const method of ["GET", "OPTIONS"]) {
      const response = await fetch(base, { method })
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([])
    }
  })

  it.each(["127.0.0.1", "localhost", "localhost:8080", "[::1]:9", "192.168.1.20"])(
    "answers under %s",
    async (host) => {
      const { url } = await startControlled()
      expect(await statusOf(url, "GET", "/_control", [`host: ${host}`])).toBe(200)
    }
  )

  it("answers under the name of the server's own URL, and to its own pages", async () => {
    const { close, url: listenedAt } = await serve([])
    await close()
    const { port } = new URL(listenedAt)
    await startControlled({ port: Number(port), url: "http://oauth.internal:8080" })
    const here = ["host: oauth.internal:8080"]
    expect(await statusOf(listenedAt, "GET", "/_control", here)).toBe(200)
    const own = [...here, "origin: http://oauth.internal:8080", "sec-fetch-site: same-origin"]
    expect(await statusOf(listenedAt, "GET", "/_control", own)).toBe(200)
  })
})
