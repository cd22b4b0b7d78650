/** Random bytes of the platform. */

/**
 * Makes a source of the platform's random bytes. It draws them a page at a time, since each draw asks the operating
 * system, and gives out no byte twice.
 */
export const makeSystemRandomBytes = (): ((size: number) => Uint8Array) => {
  const page = new Uint8Array(4096)
  let used = page.length
  return (size) => {
    if (size > page.length) return crypto.getRandomValues(new Uint8Array(size))
    if (used + size > page.length) {
      crypto.getRandomValues(page)
      used = 0
    }
    used += size
    return page.slice(used - size, used)
  }
}
