/** Links that hold what is in the editor: compressed, in the URL's fragment, which browsers send nowhere. */

/** What a link holds. */
export interface Input {
  readonly domain: string
  readonly files: Readonly<Record<string, string>>
}

/** What became of reading or making a link. */
export type Linked<A> = { readonly value: A } | { readonly problem: string }

/** Longer ones are cut by some of what links go through. */
const longestLink = 32_000
/** What a link may unfold to. */
const mostBytes = 2 ** 20

const prefix = "#files="

/** Whether a fragment is one that holds files. */
export const holdsFiles = (fragment: string): boolean => fragment.startsWith(prefix)

/** Gives the fragment for an input. */
export const fragmentOf = async (input: Input): Promise<Linked<string>> => {
  const packed = await collect(
    stream(new TextEncoder().encode(JSON.stringify(input))).pipeThrough(new CompressionStream("deflate-raw")),
    Infinity
  )
  const text = packed === null ? "" : base64Url(packed)
  return text.length > longestLink
    ? {
        problem: `This is too much for a link: ${kilobytes(text.length)} of text, and a link holds ${kilobytes(longestLink)}. Leave out files that the check does not need.`
      }
    : { value: prefix + text }
}

/** Reads a fragment. */
export const inputIn = async (fragment: string): Promise<Linked<Input>> => {
  if (fragment.length > longestLink + prefix.length) return broken
  try {
    const packed = stream(bytesOf(fragment.slice(prefix.length)))
    const bytes = await collect(packed.pipeThrough(new DecompressionStream("deflate-raw")), mostBytes)
    if (bytes === null) return { problem: "This link unfolds to more than 1 MB, which is no integration." }
    const input = inputFrom(new TextDecoder().decode(bytes))
    return input === null ? broken : { value: input }
  } catch {
    return broken
  }
}

/** Reads an input that was written as JSON; gives null where it is none. */
export const inputFrom = (text: string): Input | null => {
  try {
    const input: unknown = JSON.parse(text)
    return isInput(input) ? input : null
  } catch {
    return null
  }
}

const broken = { problem: "This link is not whole: a part of it was lost. Ask for it again." }

const isInput = (value: unknown): value is Input => {
  if (typeof value !== "object" || value === null) return false
  const { domain, files } = Object.fromEntries(Object.entries(value))
  return (
    typeof domain === "string" &&
    typeof files === "object" &&
    files !== null &&
    Object.values(files).every((text) => typeof text === "string")
  )
}

const kilobytes = (length: number): string => `${Math.ceil(length / 1000)} kB`

const stream = (bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new Blob([bytes]).stream()

/** All bytes of a stream; null where there are more than so many. */
const collect = async (from: ReadableStream<Uint8Array>, most: number): Promise<Uint8Array | null> => {
  const chunks: Array<Uint8Array<ArrayBuffer>> = []
  let size = 0
  const reader = from.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return new Uint8Array(await new Blob(chunks).arrayBuffer())
    size += value.length
    if (size > most) {
      await reader.cancel()
      return null
    }
    chunks.push(new Uint8Array(value))
  }
}

const base64Url = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "")

const bytesOf = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (character) =>
    character.charCodeAt(0)
  )
