/** An answer of the runner as the host's HTTP client reads it. */

const encoder = new TextEncoder()

/**
 * Makes the part of a `Response` that Effect's HTTP client, and who takes the response from it, reads: several times
 * cheaper than a whole one. `status` and `headers` are the answer's; a null `body` is none at all.
 */
export const makeWireResponse = (
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string | null,
  url: string
) => {
  const bytes = body === null ? null : encoder.encode(body)
  return {
    status,
    ok: status >= 200 && status < 300,
    url,
    headers: makeHeaders(headers),
    body: bytes === null ? null : { getReader: () => makeReader(bytes) },
    arrayBuffer: async () => (bytes ?? new Uint8Array()).buffer,
    text: async () => body ?? "",
    json: async (): Promise<unknown> => JSON.parse(body ?? ""),
    formData: () => new Response(bytes, { headers }).formData()
  }
}

const makeHeaders = (headers: Readonly<Record<string, string>>) => {
  const entries = () => Object.entries(headers)[Symbol.iterator]()
  return {
    get: (name: string) => headers[name.toLowerCase()] ?? null,
    has: (name: string) => Object.hasOwn(headers, name.toLowerCase()),
    getSetCookie: () => (headers["set-cookie"] === undefined ? [] : [headers["set-cookie"]]),
    entries,
    [Symbol.iterator]: entries
  }
}

const makeReader = (bytes: Uint8Array) => {
  let isRead = bytes.length === 0
  return {
    read: async () => {
      if (isRead) return { done: true, value: undefined }
      isRead = true
      return { done: false, value: bytes }
    },
    cancel: async () => undefined,
    releaseLock: () => undefined
  }
}
