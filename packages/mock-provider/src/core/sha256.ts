/** SHA-256, synchronous and the same on every platform: Web Crypto only offers it as a promise. */

/**
 * Computes the SHA-256 digest (32 bytes) of a message.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { sha256 } from "@application-credentials/mock-provider"
 *
 * const digest = sha256(new TextEncoder().encode("abc"))
 * assert.equal(Buffer.from(digest).toString("hex").slice(0, 16), "ba7816bf8f01cfea")
 * ```
 *
 * @see https://www.rfc-editor.org/rfc/rfc6234#section-6.2
 * @category hashing
 * @since 0.1.0
 */
export const sha256 = (message: Uint8Array): Uint8Array => {
  const view = padded(message)
  const hash = Uint32Array.from(initial)
  const schedule = new Uint32Array(64)
  for (let offset = 0; offset < view.byteLength; offset += 64) {
    for (let index = 0; index < 16; index++) schedule[index] = view.getUint32(offset + index * 4)
    expand(schedule)
    compress(hash, schedule)
  }
  const digest = new DataView(new ArrayBuffer(32))
  hash.forEach((word, index) => digest.setUint32(index * 4, word))
  return new Uint8Array(digest.buffer)
}

const padded = (message: Uint8Array): DataView => {
  const bytes = new Uint8Array(Math.ceil((message.length + 9) / 64) * 64)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setBigUint64(bytes.length - 8, BigInt(message.length) * 8n)
  return view
}

const primes: ReadonlyArray<number> = (() => {
  const found: Array<number> = []
  for (let candidate = 2; found.length < 64; candidate++) {
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  }
  return found
})()

const fraction = (value: number): number => ((value - Math.floor(value)) * 2 ** 32) >>> 0
const initial = Uint32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)))
const constants = Uint32Array.from(primes, (prime) => fraction(Math.cbrt(prime)))

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits))
const at = (words: Uint32Array, index: number): number => words[index] ?? 0

const expand = (schedule: Uint32Array): void => {
  for (let index = 16; index < 64; index++) {
    const far = at(schedule, index - 15)
    const near = at(schedule, index - 2)
    const small = rotate(far, 7) ^ rotate(far, 18) ^ (far >>> 3)
    const large = rotate(near, 17) ^ rotate(near, 19) ^ (near >>> 10)
    schedule[index] = at(schedule, index - 16) + small + at(schedule, index - 7) + large
  }
}

const compress = (hash: Uint32Array, schedule: Uint32Array): void => {
  let a = at(hash, 0) | 0
  let b = at(hash, 1) | 0
  let c = at(hash, 2) | 0
  let d = at(hash, 3) | 0
  let e = at(hash, 4) | 0
  let f = at(hash, 5) | 0
  let g = at(hash, 6) | 0
  let h = at(hash, 7) | 0
  for (let index = 0; index < 64; index++) {
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)
    const choice = (e & f) ^ (~e & g)
    const first = (h + sumE + choice + at(constants, index) + at(schedule, index)) | 0
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + sumA + majority) | 0
  }
  const added = [a, b, c, d, e, f, g, h]
  added.forEach((word, index) => {
    hash[index] = at(hash, index) + word
  })
}
