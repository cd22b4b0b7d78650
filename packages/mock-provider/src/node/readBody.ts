/** The body of a request, with a bound. */
import type { IncomingMessage } from "node:http"

/**
 * Reads a body as text; `undefined` when it is larger than `limit` bytes. It is read to its end all the same, so that
 * its sender sees the answer. Bytes that are not UTF-8 become U+FFFD. It never ends when the request does not.
 */
export const readBody = (request: IncomingMessage, limit: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    let chunks: Array<Buffer> = []
    let size = 0
    request.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else chunks = []
    })
    request.on("end", () => resolve(size > limit ? undefined : decode(chunks)))
  })

const utf8 = new TextDecoder()

const decode = ([first, ...more]: ReadonlyArray<Buffer>): string => {
  if (first === undefined) return ""
  return utf8.decode(more.length === 0 ? first : Buffer.concat([first, ...more]))
}
