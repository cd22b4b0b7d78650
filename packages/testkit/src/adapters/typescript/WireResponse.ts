/** An answer of the runner as the host's HTTP client reads it. */

const encoder = new TextEncoder()

/**
 * Makes the part of a `Response` that Effect's HTTP client reads, which is several times cheaper than a whole one.
 * `status` and `headers` are the answer's; a null `body` is none at all.
 *
 * @category constructors
 * @since 0.1.0
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
    url,
    headers: makeHeaders(headers),
    body: bytes === null ? null : { getReader: () => makeReader(bytes) },
    arrayBuffer: async () => (bytes ?? new Uint8Array()).buffer,
    text: async () => body ?? "",
    formData: () => new Response(bytes, { headers }).formData()
  }
}

const makeHeaders = (headers: Readonly<Record<string, string>>) => ({
  get: (name: string) => headers[name] ?? null,
  getSetCookie: () => (headers["set-cookie"] === undefined ? [] : [headers["set-cookie"]]),
  [Symbol.iterator]: () => Object.entries(headers)[Symbol.iterator]()
})

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
