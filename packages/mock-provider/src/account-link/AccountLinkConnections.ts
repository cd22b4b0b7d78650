/** The open connections of a server, by number. */
import type { AdjustableClock } from "../runtime/ProviderClock.ts"

/**
 * Describes the client's end of a connection, as the server uses it.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkClient {
  /** Is called with each message that the server sends. */
  readonly receive: (text: string) => void
  /** Is called when the server closes the connection. */
  readonly close: () => void
}

/** Describes the open connections. */
export interface AccountLinkConnections {
  readonly open: (client: AccountLinkClient) => number
  readonly find: (connection: number) => AccountLinkClient | undefined
  /** Forgets a connection, and says whether it was open. */
  readonly drop: (connection: number) => boolean
  /** Runs `then` after so many milliseconds of the clock, unless the connection is dropped before. */
  readonly after: (connection: number, milliseconds: number, then: () => void) => void
}

/** Makes the connections of a server that has just started. */
export const makeAccountLinkConnections = (clock: AdjustableClock): AccountLinkConnections => {
  const clients = new Map<number, { readonly client: AccountLinkClient; readonly dropped: AbortController }>()
  let opened = 0
  return {
    open: (client) => {
      opened++
      clients.set(opened, { client, dropped: new AbortController() })
      return opened
    },
    find: (connection) => clients.get(connection)?.client,
    drop: (connection) => {
      clients.get(connection)?.dropped.abort()
      return clients.delete(connection)
    },
    after: (connection, milliseconds, then) => {
      const signal = clients.get(connection)?.dropped.signal
      if (signal === undefined) return
      void clock.sleep(milliseconds, signal).then(() => {
        if (!signal.aborted) then()
      })
    }
  }
}
