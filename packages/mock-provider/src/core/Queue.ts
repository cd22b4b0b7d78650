/** A queue that is a value: each state of the provider keeps its own, and all share what they have in common. */

interface Cell<out A> {
  readonly value: A
  readonly next: Cell<A> | undefined
}

/**
 * Describes a queue: the cells that leave first, in order, and those that came since, the latest first.
 *
 * @category models
 * @since 0.1.0
 */
export interface Queue<out A> {
  readonly size: number
  readonly front: Cell<A> | undefined
  readonly back: Cell<A> | undefined
}

/**
 * Makes a queue of nothing.
 *
 * @category constructors
 * @since 0.1.0
 */
export const emptyQueue: Queue<never> = { size: 0, front: undefined, back: undefined }

/**
 * Makes a queue of values in their order.
 *
 * @category constructors
 * @since 0.1.0
 */
export const queueOf = <A>(values: ReadonlyArray<A>): Queue<A> =>
  values.reduce<Queue<A>>((queue, value) => enqueue(queue, value), emptyQueue)

/**
 * Adds a value at the end.
 *
 * @category combining
 * @since 0.1.0
 */
export const enqueue = <A>({ back, front, size }: Queue<A>, value: A): Queue<A> =>
  front === undefined
    ? { size: size + 1, front: { value, next: undefined }, back: undefined }
    : { size: size + 1, front, back: { value, next: back } }

/**
 * Finds the value that came first.
 *
 * @category accessors
 * @since 0.1.0
 */
export const first = <A>({ front }: Queue<A>): A | undefined => front?.value

/**
 * Takes away the value that came first.
 *
 * @category combining
 * @since 0.1.0
 */
export const dequeue = <A>({ back, front, size }: Queue<A>): Queue<A> => {
  if (front === undefined) return emptyQueue
  if (front.next !== undefined) return { size: size - 1, front: front.next, back }
  // Each cell is turned around once, so that in all a queue costs no more for it.
  return { size: size - 1, front: reversed(back), back: undefined }
}

/**
 * Lists the values in their order.
 *
 * @category accessors
 * @since 0.1.0
 */
export function* valuesOf<A>({ back, front }: Queue<A>): Generator<A> {
  for (let cell = front; cell !== undefined; cell = cell.next) yield cell.value
  for (let cell = reversed(back); cell !== undefined; cell = cell.next) yield cell.value
}

const reversed = <A>(cells: Cell<A> | undefined): Cell<A> | undefined => {
  let turned: Cell<A> | undefined
  for (let cell = cells; cell !== undefined; cell = cell.next) turned = { value: cell.value, next: turned }
  return turned
}
