/** The application that a person comes from and is sent back to. */
import { once } from "node:events"
import { createServer } from "node:http"
import { onTestFinished } from "vitest"

/** Serves a page that shows nothing but that the person is back; its URL has what the provider told. */
export const startApplication = async (): Promise<{ readonly redirectUri: string }> => {
  const server = createServer((_request, response) => {
    response.setHeader("content-type", "text/html; charset=utf-8")
    response.end('<!doctype html><html lang="en"><title>Application</title><p>You are back.</p></html>')
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  onTestFinished(() => void server.close().closeAllConnections())
  const address = server.address()
  const port = typeof address === "object" && address !== null ? address.port : 0
  return { redirectUri: `http://127.0.0.1:${port}/callback` }
}
