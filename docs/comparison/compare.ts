/** Sends every wrong request to every server. */
import type { Peer } from "../../bench/peers/Peer.ts"
import type { Answer } from "./Answer.ts"
import type { Server } from "./Server.ts"
import { startServer } from "./Server.ts"
import type { WrongRequest } from "./WrongRequest.ts"

/** What each server did with a request, in the order of the peers. */
export type Answers = ReadonlyMap<WrongRequest, ReadonlyArray<Answer>>

/**
 * Compares peers. The servers of each are two: with PKCE required, and without. `onRefusal` gets the rules that a server
 * names.
 */
export const compare = async (
  peers: ReadonlyArray<Peer>,
  requests: ReadonlyArray<WrongRequest>,
  onRefusal: (rule: string) => void
): Promise<Answers> => {
  await using stack = new AsyncDisposableStack()
  const start = async (peer: Peer): Promise<Pair> => ({
    strict: stack.use(await startServer(peer, { requirePkce: true, onRefusal })),
    withoutPkce: stack.use(await startServer(peer, { requirePkce: false, onRefusal }))
  })
  const servers = await Promise.all(peers.map(start))
  const answers = new Map<WrongRequest, ReadonlyArray<Answer>>()
  for (const request of requests) {
    const each = servers.map((pair) =>
      request.send(request.withoutRequiredPkce ? pair.withoutPkce : pair.strict)
    )
    answers.set(request, await Promise.all(each))
  }
  return answers
}

interface Pair {
  readonly strict: Server
  readonly withoutPkce: Server
}
