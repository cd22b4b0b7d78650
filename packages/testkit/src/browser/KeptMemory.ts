/** A copy of Python's memory right after its start, which the browser keeps for this page's origin: later starts take a fraction of the time. */

/** Where the copy is kept. It is never needed: what the browser does not allow is not done, and nothing fails. */
export interface KeptMemory {
  readonly read: () => Promise<Uint8Array | undefined>
  /** Keeps a copy in the place of those of other versions. */
  readonly write: (memory: Uint8Array) => Promise<void>
  readonly remove: () => Promise<void>
}

const cacheName = "application-credentials"

/** Gives the place of a copy, by all that the memory depends on: as a text of characters that an address has. */
export const keptMemory = (fingerprint: string): KeptMemory => {
  const address = new URL(`/application-credentials/memory/${fingerprint}`, globalThis.location.origin).href
  return {
    read: () =>
      quietly(async () => {
        const found = await (await caches.open(cacheName)).match(address)
        return found === undefined ? undefined : new Uint8Array(await found.arrayBuffer())
      }),
    write: async (memory) => {
      await quietly(async () => {
        const cache = await caches.open(cacheName)
        for (const other of await cache.keys()) await cache.delete(other)
        await cache.put(address, new Response(new Uint8Array(memory)))
      })
    },
    remove: async () => {
      await quietly(async () => (await caches.open(cacheName)).delete(address))
    }
  }
}

const quietly = async <A>(run: () => Promise<A>): Promise<A | undefined> => {
  try {
    return await run()
  } catch {
    return undefined
  }
}
