/** Entries by their text, of which the old are forgotten: a generation at a time, which costs nothing. */
import { PersistentMap } from "./PersistentMap.ts"

/** Describes what every entry has: until when it is good, in milliseconds since 1970. */
export interface Entry {
  readonly expiresAt: number
}

/**
 * Describes entries of one kind in two generations. Every entry is put into the young one; when that has had its time,
 * it becomes the old one, and what was old is forgotten.
 */
export interface Entries<out A extends Entry> {
  readonly young: PersistentMap<A>
  readonly old: PersistentMap<A>
  /** When the first of the young generation expires. */
  readonly firstExpiresAt: number
}

/**
 * Describes when a generation has had its time: it has half the capacity, or has begun to expire. One of less than 500
 * does not for that alone, so that a request that comes too late gets an error that says so.
 */
export interface Forgetting {
  readonly now: number
  readonly capacity: number
}

/** Makes entries of none. */
export const noEntries: Entries<never> = {
  young: PersistentMap.make(),
  old: PersistentMap.make(),
  firstExpiresAt: Infinity
}

/** Finds an entry. */
export const findEntry = <A extends Entry>({ old, young }: Entries<A>, text: string): A | undefined =>
  young.get(text) ?? old.get(text)

/** Puts an entry, in the place of the one with the same text. */
export const putEntry = <A extends Entry>(
  entries: Entries<A>,
  text: string,
  entry: A,
  forgetting: Forgetting
): Entries<A> => {
  if (hasHadItsTime(entries, forgetting)) {
    return { young: PersistentMap.make([text, entry]), old: entries.young, firstExpiresAt: entry.expiresAt }
  }
  const { firstExpiresAt, old, young } = entries
  return {
    young: young.set(text, entry),
    old,
    firstExpiresAt: young.size === 0 ? entry.expiresAt : firstExpiresAt
  }
}

/** Takes an entry away. */
export const removeEntry = <A extends Entry>(entries: Entries<A>, text: string): Entries<A> => ({
  ...entries,
  young: entries.young.remove(text),
  old: entries.old.remove(text)
})

/** Keeps the entries of which something is so. */
export const filterEntries = <A extends Entry>(
  entries: Entries<A>,
  isKept: (entry: A) => boolean
): Entries<A> => ({
  ...entries,
  young: entries.young.filter(isKept),
  old: entries.old.filter(isKept)
})

const hasHadItsTime = ({ firstExpiresAt, young }: Entries<Entry>, { capacity, now }: Forgetting): boolean => {
  const { size } = young
  return size >= Math.floor(capacity / 2) || (size >= 500 && firstExpiresAt <= now)
}
