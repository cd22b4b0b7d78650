import { once } from "node:events"
import { connect } from "node:net"
import { expect, it } from "vitest"
import { MockProvider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"

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
