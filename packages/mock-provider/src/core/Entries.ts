/** Entries by their text, which are forgotten in the order in which they came. */
import { HashMap, Option } from "effect"
import type { Queue } from "./Queue.ts"
import { dequeue, emptyQueue, enqueue, first, queueOf, valuesOf } from "./Queue.ts"

/**
 * Describes what every entry has: until when it is good, in milliseconds since 1970. It never changes.
 *
 * @category models
 * @since 0.1.0
 */
export interface Entry {
  readonly expiresAt: number
}

/**
 * Describes entries of one kind. `ages` has the text of each, oldest first, and of some that were taken away.
 *
 * @category models
 * @since 0.1.0
 */
export interface Entries<out A extends Entry> {
  readonly byText: HashMap.HashMap<string, A>
  readonly ages: Queue<Entry & { readonly text: string }>
}

/**
 * Makes entries of none.
 *
 * @category constructors
 * @since 0.1.0
 */
export const noEntries: Entries<never> = { byText: HashMap.empty(), ages: emptyQueue }

/**
 * Finds an entry.
 *
 * @category accessors
 * @since 0.1.0
 */
export const findEntry = <A extends Entry>({ byText }: Entries<A>, text: string): A | undefined =>
  Option.getOrUndefined(HashMap.get(byText, text))

/**
 * Counts the entries.
 *
 * @category accessors
 * @since 0.1.0
 */
export const countEntries = ({ byText }: Entries<Entry>): number => HashMap.size(byText)

/**
 * Adds an entry.
 *
 * @category combining
 * @since 0.1.0
 */
export const addEntry = <A extends Entry>(
  { ages, byText }: Entries<A>,
  text: string,
  entry: A
): Entries<A> => ({
  byText: HashMap.set(byText, text, entry),
  ages: enqueue(ages, { text, expiresAt: entry.expiresAt })
})

/**
 * Puts another entry in the place of one.
 *
 * @category combining
 * @since 0.1.0
 */
export const replaceEntry = <A extends Entry>(entries: Entries<A>, text: string, entry: A): Entries<A> => ({
  byText: HashMap.set(entries.byText, text, entry),
  ages: entries.ages
})

/**
 * Takes an entry away.
 *
 * @category combining
 * @since 0.1.0
 */
export const removeEntry = <A extends Entry>({ ages, byText }: Entries<A>, text: string): Entries<A> => {
  const rest = HashMap.remove(byText, text)
  // What is left of entries that were taken away is cleared when it is more than the entries.
  return ages.size > 2 * HashMap.size(rest) + 1024
    ? { byText: rest, ages: queueOf([...valuesOf(ages)].filter(({ text: each }) => HashMap.has(rest, each))) }
    : { byText: rest, ages }
}

/**
 * Says whether the oldest entry may be forgotten: it is one too many, or has expired a while ago. Of what has expired
 * the latest thousand are kept, so that a request that comes too late is told so.
 *
 * @category guards
 * @since 0.1.0
 */
export const isOldestDue = ({ ages, byText }: Entries<Entry>, now: number, capacity: number): boolean => {
  const oldest = first(ages)
  const size = HashMap.size(byText)
  return oldest !== undefined && (size > capacity || (size > 1000 && oldest.expiresAt <= now))
}

/**
 * Forgets the oldest entries as long as they are due: two at the most, since no request adds more than one.
 *
 * @category combining
 * @since 0.1.0
 */
export const forgetOldest = <A extends Entry>(
  entries: Entries<A>,
  now: number,
  capacity: number
): { readonly entries: Entries<A>; readonly forgotten: ReadonlyArray<A> } => {
  const forgotten: Array<A> = []
  let rest = entries
  while (forgotten.length < 2 && isOldestDue(rest, now, capacity)) {
    const { text } = first(rest.ages) ?? { text: "" }
    const entry = findEntry(rest, text)
    if (entry !== undefined) forgotten.push(entry)
    rest = { byText: HashMap.remove(rest.byText, text), ages: dequeue(rest.ages) }
  }
  return { entries: rest, forgotten }
}
