/** A client that shows what goes over the wire, byte by byte. */
import { connect } from "node:net"

/** What came back until the connection ended, and how it ended. */
export interface Received {
  readonly bytes: string
  readonly end: "closed" | "reset"
}

/**
 * Sends bytes on a connection of their own, and reads until the other side closes it. `closing` says first that there
 * will be no more, for bytes that are no whole request.
 */
export const sendRaw = (
  url: string,
  bytes: string | Uint8Array,
  { closing = false } = {}
): Promise<Received> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect(Number(port), hostname)
    const chunks: Array<Buffer> = []
    const settle = (end: Received["end"]) => resolve({ bytes: Buffer.concat(chunks).toString("latin1"), end })
    socket.on("data", (chunk: Buffer) => chunks.push(chunk))
    socket.on("error", () => settle("reset"))
    socket.on("close", () => settle("closed"))
    socket.write(bytes)
    if (closing) socket.end()
  })

/** The bytes of a POST to a path. */
export const postBytes = (path: string, headers: Readonly<Record<string, string>>, body: string): string =>
  [
    `POST ${path} HTTP/1.1`,
    "host: provider",
    "connection: close",
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "",
    body
  ].join("\r\n")
