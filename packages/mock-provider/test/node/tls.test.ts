import { getCACertificates, setDefaultCACertificates } from "node:tls"
import { generate } from "selfsigned"
import { expect, it } from "vitest"
import { suite } from "../edges/ClientLaws.ts"
import { makeHarness } from "../Harness.ts"
import { serveInTest } from "./connect.ts"

const { cert, private: key } = await generate([{ name: "commonName", value: "test" }], {
  keyType: "ec",
  algorithm: "sha256",
  extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }]
})
setDefaultCACertificates([...getCACertificates("default"), cert])

suite("a real port with TLS", async (make) => {
  const [own, other] = await Promise.all([
    serveInTest(make, { tls: { cert, key } }),
    serveInTest(make, { tls: { cert, key } })
  ])
  return { provider: own.served, other: other.served, fetch: globalThis.fetch }
})

it("resets the connection itself", async () => {
  const { served } = await serveInTest((issuer) => makeHarness({ issuer }).provider, { tls: { cert, key } })
  served.setFaults([{ action: { _tag: "ConnectionFailure" } }])
  await expect(fetch(served.endpoints.token, { method: "POST" })).rejects.toMatchObject({
    cause: { code: "ECONNRESET" }
  })
})
