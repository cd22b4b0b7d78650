/** A server that is asked for much, in a process whose heap is small: prints what it used in the end. */
import { MockProvider } from "../../src/index.ts"
import { serve } from "../../src/node/index.ts"

await using server = await serve(
  (url) =>
    MockProvider.make({
      issuer: url,
      clients: [],
      faults: [{ match: { endpoint: "revoke" }, action: { _tag: "HugeBody" } }]
    }),
  { maxBodyBytes: 2_000_000 }
)
const { endpoints } = server.served
const body = `code=${"x".repeat(1_000_000)}`
const headers = { "content-type": "application/x-www-form-urlencoded" }
for (let count = 0; count < 2000; count++) {
  const response = await fetch(endpoints.token, { method: "POST", headers, body })
  await response.arrayBuffer()
}
for (let count = 0; count < 200; count++) {
  const response = await fetch(endpoints.revoke ?? "", { method: "POST", headers, body: "token=x" })
  for await (const _chunk of response.body ?? []) continue
}
process.stdout.write(
  JSON.stringify({ kept: server.served.journal.length, written: server.served.journalLength })
)
