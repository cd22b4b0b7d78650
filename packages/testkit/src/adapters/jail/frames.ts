/**
 * The frames in which a jailed process and the judge speak. To the judge: a secret that only the judge and the process's
 * host know, a kind, and a length or a number. From the judge: a length. A module that writes to the channel itself does
 * not know the secret, which ends its process.
 */

/** The file descriptor of the channel in a jailed process. */
export const channelDescriptor = 3

/** Bytes of the secret. */
export const secretBytes = 32

/** What a frame to the judge holds: a message as JSON, the step that begins, or a copy of Python's memory. */
export const frameKinds = { message: 1, began: 2, memory: 3 } as const

/** Bytes before the body of a frame to the judge. */
export const headerBytes = secretBytes + 5

/**
 * A frame of a jailed process.
 */
export type Frame =
  | { readonly _tag: "Message"; readonly body: Uint8Array }
  | { readonly _tag: "Began"; readonly step: number }
  | { readonly _tag: "Memory"; readonly body: Uint8Array }
  | { readonly _tag: "Broken"; readonly problem: string }

/**
 * Makes a reader that takes what comes in, in pieces of any size, and gives the frames in it. After a broken frame there
 * is nothing to understand any more.
 */
export const makeFrameReader = (
  secret: Uint8Array,
  most: { readonly messageBytes: number; readonly snapshotBytes: number }
): ((chunk: Buffer) => ReadonlyArray<Frame>) => {
  let chunks: Array<Buffer> = []
  let held = 0
  let needed = headerBytes
  let isBroken = false

  const firstIn = (bytes: Buffer): { readonly frame: Frame; readonly used: number } | { needed: number } => {
    if (bytes.length < headerBytes) return { needed: headerBytes }
    if (!bytes.subarray(0, secretBytes).equals(secret)) return broken("wrote to the channel of its process")
    const kind = bytes.readUInt8(secretBytes)
    const number = bytes.readUInt32LE(secretBytes + 1)
    if (kind === frameKinds.began) return { frame: { _tag: "Began", step: number - 1 }, used: headerBytes }
    const limit = kind === frameKinds.memory ? most.snapshotBytes : most.messageBytes
    if (number > limit) return broken(`said more at once than ${limit / 2 ** 20} MiB`)
    const end = headerBytes + number
    if (bytes.length < end) return { needed: end }
    const body = bytes.subarray(headerBytes, end)
    return { frame: { _tag: kind === frameKinds.memory ? "Memory" : "Message", body }, used: end }
  }

  return (chunk) => {
    chunks.push(chunk)
    held += chunk.length
    if (isBroken || held < needed) return []
    let rest = chunks.length === 1 ? chunk : Buffer.concat(chunks)
    const frames: Array<Frame> = []
    while (!isBroken) {
      const first = firstIn(rest)
      if ("needed" in first) {
        needed = first.needed
        break
      }
      frames.push(first.frame)
      isBroken = first.frame._tag === "Broken"
      rest = rest.subarray(first.used)
    }
    chunks = [rest]
    held = rest.length
    return frames
  }
}

const broken = (problem: string) => ({ frame: { _tag: "Broken", problem } as const, used: 0 })
