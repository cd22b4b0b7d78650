/** What a server bounds: memory, and the time that a connection may take. Both tests wait, so they wait together. */
import { execFile } from "node:child_process"
import { once } from "node:events"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"

const script = fileURLToPath(new URL("./memoryWorker.ts", import.meta.url))

describe.concurrent("a server", () => {
  it(
    "takes 2,000 bodies of a megabyte and gives 200 huge ones with a heap of 256 MB",
    { timeout: 600_000 },
    async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--max-old-space-size=256",
        "--conditions=application-credentials-source",
        "--no-warnings",
        script
      ])
      expect(JSON.parse(stdout)).toEqual({ kept: expect.any(Number), written: 2200 })
    }
  )

  it("ends a connection whose head does not come, after 30 seconds", { timeout: 60_000 }, async () => {
    await using server = await serve((url) => MockProvider.make({ issuer: url, clients: [] }))
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1")
    let answer = ""
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      answer += chunk
    })
    socket.write("GET /token HTTP/1.1\r\nhost: a\r\n")
    const started = performance.now()
    await once(socket, "close")
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(performance.now() - started).toBeGreaterThan(29_000)
  })
})
