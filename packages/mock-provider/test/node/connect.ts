/** Servers of the tests, which stop when their test ends. */
import { onTestFinished } from "vitest"
import type { MockProvider } from "../../src/index.ts"
import type { ServerOptions } from "../../src/node/index.ts"
import { serve } from "../../src/node/index.ts"
import type { Connect } from "../edges/ClientLaws.ts"

/** Serves the provider that is made of the server's URL, until the test ends. */
export const serveInTest = async (make: (url: string) => MockProvider, options: ServerOptions = {}) => {
  const server = await serve(make, options)
  onTestFinished(server.close)
  return server
}

/** Connects the platform's fetch to two servers, each with a provider. */
export const connectByPort: Connect = async (make) => {
  const [own, other] = await Promise.all([serveInTest(make), serveInTest(make)])
  return { provider: own.served, other: other.served, fetch: globalThis.fetch }
}
