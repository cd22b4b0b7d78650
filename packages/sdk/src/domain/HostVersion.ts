/** Versions of Home Assistant, compared. */

/**
 * Tells whether a version is at least another. Only the numbers count: `2022.9.0.dev20220817` and `2022.9.0b1` are as
 * good as `2022.9.0`. What is no version is at least nothing, and nothing is at least that.
 *
 * @see homeassistant/components/cloud/account_link.py, CURRENT_PLAIN_VERSION
 */
export const isVersionAtLeast = (version: string, minimum: string): boolean => {
  const own = numbersOf(version)
  const wanted = numbersOf(minimum)
  if (own.length === 0 || wanted.length === 0) return false
  const length = Math.max(own.length, wanted.length)
  const differing = Array.from({ length }, (_, index) => (own[index] ?? 0) - (wanted[index] ?? 0)).find(
    (difference) => difference !== 0
  )
  return (differing ?? 0) >= 0
}

const numbersOf = (version: string): ReadonlyArray<number> =>
  (/^\d+(\.\d+)*/.exec(version)?.[0] ?? "")
    .split(".")
    .filter((part) => part !== "")
    .map(Number)
