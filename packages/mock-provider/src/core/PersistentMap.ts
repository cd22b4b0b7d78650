/** A map that is a value, as cheap as a `Map` to whoever uses its newest version. */

/** How a version differs from another: a key has another value, or none. */
interface Difference<Value> {
  readonly from: PersistentMap<Value>
  readonly key: string
  readonly value: Value | undefined
}

/**
 * Maps texts to values. A change gives a new version and leaves this one as it was. Only the version used last holds a
 * `Map`; every other holds its difference from the next one on the way there, and takes the `Map` over when it is used.
 *
 * @see https://doi.org/10.1145/122598.122614
 */
export class PersistentMap<Value> {
  #content: Map<string, Value> | Difference<Value>

  private constructor(content: Map<string, Value>) {
    this.#content = content
  }

  static make<Value>(...entries: ReadonlyArray<readonly [key: string, value: Value]>): PersistentMap<Value> {
    return new PersistentMap(new Map(entries))
  }

  get size(): number {
    return this.#map().size
  }

  /** Finds the value of a key. */
  get(key: string): Value | undefined {
    return this.#map().get(key)
  }

  /** Lists the keys. */
  keys(): ReadonlyArray<string> {
    return [...this.#map().keys()]
  }

  /** Gives the version in which a key has this value. */
  set(key: string, value: Value): PersistentMap<Value> {
    return this.#change(key, value)
  }

  /** Gives the version in which a key has no value. */
  remove(key: string): PersistentMap<Value> {
    return this.#map().has(key) ? this.#change(key, undefined) : this
  }

  /** Gives the version that has only some of the values. */
  filter(isKept: (value: Value) => boolean): PersistentMap<Value> {
    return new PersistentMap(new Map([...this.#map()].filter(([, value]) => isKept(value))))
  }

  #change(key: string, value: Value | undefined): PersistentMap<Value> {
    const map = this.#map()
    // Many begin with one that is empty: each gets a `Map` of its own.
    if (map.size === 0) return new PersistentMap(put(new Map(), key, value))
    const next = new PersistentMap(map)
    this.#content = { from: next, key, value: map.get(key) }
    put(map, key, value)
    return next
  }

  #map(): Map<string, Value> {
    return this.#content instanceof Map ? this.#content : PersistentMap.#takeOver(this)
  }

  static #takeOver<Value>(taker: PersistentMap<Value>): Map<string, Value> {
    const way: Array<readonly [version: PersistentMap<Value>, difference: Difference<Value>]> = []
    let holder = taker
    while (!(holder.#content instanceof Map)) {
      way.push([holder, holder.#content])
      holder = holder.#content.from
    }
    const map = holder.#content
    for (const [version, { from, key, value }] of way.reverse()) {
      from.#content = { from: version, key, value: map.get(key) }
      version.#content = put(map, key, value)
    }
    return map
  }
}

const put = <Value>(map: Map<string, Value>, key: string, value: Value | undefined): Map<string, Value> => {
  if (value === undefined) map.delete(key)
  else map.set(key, value)
  return map
}
