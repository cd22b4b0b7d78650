/** The clients that a provider knows by the document at their id. */
import { HashMap } from "effect"
import { namesDocument } from "../core/ClientDocument.ts"
import type { ReceivedRequest } from "../core/ReceivedRequest.ts"
import type { RuleName } from "../core/rules.ts"
import { findClientOfDocument } from "./ClientDocuments.ts"
import { changeSettings, type Memory } from "./Memory.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"

/** The clients of documents. */
export interface DocumentClients {
  /**
   * Reads the document that a request needs: that of its client, anew where a flow begins. Gives the rule that the
   * document breaks, if it breaks one; at once `undefined` where the request needs no document.
   */
  readonly learn: (received: ReceivedRequest) => Promise<RuleName | undefined> | undefined
  readonly clear: () => void
}

/** Makes the clients of documents, which are registered in the memory as others are. */
export const makeDocumentClients = (
  memory: Memory,
  documents: MockProviderOptions["clientDocuments"]
): DocumentClients => {
  const learned = new Set<string>()

  const register = async (id: string, from: NonNullable<typeof documents>): Promise<RuleName | undefined> => {
    const client = await findClientOfDocument(id, from)
    const { clients } = memory.state.settings
    if (typeof client === "string") {
      if (learned.delete(id)) changeSettings(memory, { clients: HashMap.remove(clients, id) })
      return client
    }
    learned.add(id)
    changeSettings(memory, { clients: HashMap.set(clients, id, client) })
    return undefined
  }

  return {
    learn: ({ authentication, endpoint }) => {
      const id = authentication.clientId
      if (documents === undefined || id === undefined || !namesDocument(id)) return undefined
      const isKnown = HashMap.has(memory.state.settings.clients, id)
      const isLearned = learned.has(id)
      const isFull = !isLearned && learned.size >= memory.settings.capacity
      const isFresh = isKnown && !(isLearned && beginsFlow(endpoint))
      return isFresh || isFull ? undefined : register(id, documents)
    },
    clear: () => learned.clear()
  }
}

const beginsFlow = (endpoint: ReceivedRequest["endpoint"]): boolean =>
  endpoint === "authorize" || endpoint === "deviceAuthorization" || endpoint === "pushedAuthorization"
