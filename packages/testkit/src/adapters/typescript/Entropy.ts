/** All the randomness that a module under test can reach, from one seed. */

/**
 * A seeded source of random bits.
 */
export interface Entropy {
  readonly seed: (entropy: number) => void
  /** A number in [0, 1). */
  readonly nextDouble: () => number
  readonly fill: (bytes: Uint8Array) => void
}

/**
 * Makes a source (sfc32, its state filled from the seed by splitmix32).
 */
export const makeEntropy = (): Entropy => {
  let a = 0
  let b = 0
  let c = 0
  let counter = 1

  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  const seed = (entropy: number) => {
    let state = (Math.trunc(entropy) ^ Math.trunc(entropy / 2 ** 32)) | 0
    const word = () => {
      state = (state + 0x9e3779b9) | 0
      let mixed = state ^ (state >>> 16)
      mixed = Math.imul(mixed, 0x21f0aaad)
      mixed ^= mixed >>> 15
      mixed = Math.imul(mixed, 0x735a2d97)
      return mixed ^ (mixed >>> 15)
    }
    a = word()
    b = word()
    c = word()
    counter = 1
    for (let round = 0; round < 12; round++) next()
  }

  seed(0)
  return {
    seed,
    nextDouble: () => ((next() >>> 5) * 2 ** 26 + (next() >>> 6)) / 2 ** 53,
    fill: (bytes) => {
      for (let at = 0; at < bytes.length; at += 4) {
        const word = next()
        for (let byte = 0; byte < 4 && at + byte < bytes.length; byte++)
          bytes[at + byte] = word >>> (8 * byte)
      }
    }
  }
}

/**
 * Makes a version 4 UUID.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-5.4
 */
export const makeUuid = (entropy: Entropy): string => {
  const bytes = new Uint8Array(16)
  entropy.fill(bytes)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}
