/** A provider with its control API on a real port, until the test ends. */
import type { ServerOptions } from "../../src/node/index.ts"
import { serveInTest } from "../node/connect.ts"
import { makeHarness } from "../Harness.ts"

export const startControlled = async (options: ServerOptions = {}) => {
  const server = await serveInTest((issuer) => makeHarness({ issuer }).provider, {
    control: true,
    ...options
  })
  const [base = ""] = server.control
  /** Sends JSON, and gives the status and the JSON that comes back. */
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(base + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text === "" ? undefined : JSON.parse(text),
      headers: response.headers
    }
  }
  return { ...server, base, provider: server.served, send }
}
