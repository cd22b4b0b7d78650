/** Takes the clock and the randomness of this worker into the runner's hands. */

/** The worker's clock and randomness. */
export interface Determinism {
  /** Sets the clock, in seconds since 1970. */
  readonly setClock: (seconds: number) => void
  /** Starts the randomness anew. */
  readonly seed: (entropy: number) => void
  /** Fills bytes with it, and gives them. */
  readonly fill: <View extends ArrayBufferView>(view: View) => View
}

/**
 * Replaces what Python's clock and randomness are made of: `Date.now`, `performance.now`, `crypto.getRandomValues` and
 * `Math.random`. Call it before Pyodide is loaded.
 */
export const takeOver = (): Determinism => {
  let milliseconds = 1_700_000_000_000
  let state = 1
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const fill = <View extends ArrayBufferView>(view: View): View => {
    const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
    for (let index = 0; index < bytes.length; index++) bytes[index] = next() & 255
    return view
  }
  Date.now = () => milliseconds
  performance.now = () => milliseconds
  Math.random = () => next() / 2 ** 32
  globalThis.crypto.getRandomValues = fill as typeof globalThis.crypto.getRandomValues
  return {
    fill,
    setClock: (seconds) => {
      milliseconds = seconds * 1000
    },
    seed: (entropy) => {
      state = (Math.trunc(entropy) ^ Math.trunc(entropy / 2 ** 32)) | 0
    }
  }
}
