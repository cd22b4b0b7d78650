/** Web Crypto with seeded randomness, and with its work known. */
import { createHash } from "node:crypto"
import { makeUuid } from "./Entropy.ts"
import type { HostContext } from "./HostContext.ts"

/**
 * Gives `crypto` with random values from the hostContext's seed. Digests are computed at once, so that nothing waits for
 * another thread; the platform's other operations count as work under way.
 */
export const withSeededRandomness = (
  crypto: Crypto,
  hostContext: Pick<HostContext, "entropy" | "work">
): Crypto =>
  overridden(crypto, {
    getRandomValues: seededRandomValues(hostContext),
    randomUUID: () => makeUuid(hostContext.entropy),
    subtle: countedSubtle(crypto.subtle, hostContext.work)
  })

/**
 * Makes a `getRandomValues` of the hostContext's seed.
 */
export const seededRandomValues =
  ({ entropy }: Pick<HostContext, "entropy">) =>
  <A extends ArrayBufferView>(array: A): A => {
    entropy.fill(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
    return array
  }

/**
 * Gives `subtle` with digests computed at once and everything else counted.
 */
export const countedSubtle = (subtle: SubtleCrypto, work: HostContext["work"]): SubtleCrypto => {
  const replaced: Record<string, unknown> = { digest }
  for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(subtle))) {
    const operation: unknown = Reflect.get(subtle, name)
    if (name !== "constructor" && name !== "digest" && typeof operation === "function") {
      replaced[name] = counted(
        (...values: ReadonlyArray<unknown>) => Reflect.apply(operation, subtle, values),
        work
      )
    }
  }
  return overridden(subtle, replaced)
}

/**
 * Counts a call as work under way until its promise settles.
 */
export const counted =
  (call: (...values: ReadonlyArray<unknown>) => unknown, work: HostContext["work"]) =>
  (...values: ReadonlyArray<unknown>): unknown => {
    const result = call(...values)
    if (!(result instanceof Promise)) return result
    work.pending++
    const end = () => void work.pending--
    result.then(end, end)
    return result
  }

const digest = async (algorithm: AlgorithmIdentifier, data: BufferSource): Promise<ArrayBuffer> => {
  const name = typeof algorithm === "string" ? algorithm : algorithm.name
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
  return new Uint8Array(createHash(name.replace("-", "").toLowerCase()).update(bytes).digest()).buffer
}

const overridden = <A extends object>(target: A, members: Readonly<Record<string, unknown>>): A =>
  new Proxy(target, {
    get: (_, name) => {
      if (typeof name === "string" && Object.hasOwn(members, name)) return members[name]
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === "function" ? value.bind(target) : value
    }
  })
