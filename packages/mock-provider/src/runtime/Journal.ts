/** A journal, with a bound on its entries and on its size. */

/** Describes a journal that keeps the latest entries. */
export interface Journal<A> {
  /** Adds the entry that `make` makes with its number, which counts from 1 since the journal was cleared. */
  readonly add: (make: (number: number) => A) => A
  /** Puts an entry in the place of another, unless that was dropped since. */
  readonly replace: (previous: A, next: A) => void
  readonly entries: () => ReadonlyArray<A>
  /** How many entries were added since it was cleared, kept or not. */
  readonly written: () => number
  readonly clear: () => void
}

/** Describes what a journal may hold: so many entries, and so many characters in all of them together. */
export interface JournalLimits {
  readonly entries: number
  readonly characters: number
}

/** Makes a journal. Beyond a limit the oldest entries are dropped; `sizeOf` says how many characters an entry holds. */
export const makeJournal = <A>(limits: JournalLimits, sizeOf: (entry: A) => number): Journal<A> => {
  let kept: Array<A> = []
  let first = 0
  let size = 0
  let written = 0

  const isOver = (): boolean => kept.length - first > limits.entries || size > limits.characters
  const dropFirst = (): void => {
    const dropped = kept[first]
    if (dropped !== undefined) size -= sizeOf(dropped)
    first++
  }
  const trim = (): void => {
    while (first < kept.length && isOver()) dropFirst()
    // What was dropped goes in halves, so that each entry costs the same.
    if (first > 0 && first >= kept.length / 2) {
      kept = kept.slice(first)
      first = 0
    }
  }

  return {
    add: (make) => {
      written++
      const entry = make(written)
      kept.push(entry)
      size += sizeOf(entry)
      trim()
      return entry
    },
    replace: (previous, next) => {
      const index = kept.lastIndexOf(previous)
      if (index < first) return
      kept[index] = next
      size += sizeOf(next) - sizeOf(previous)
      trim()
    },
    entries: () => kept.slice(first),
    written: () => written,
    clear: () => {
      kept = []
      first = 0
      size = 0
      written = 0
    }
  }
}
