/** The documents by which clients are known that are not registered. */
import type { Client } from "../core/Client.ts"
import { clientFromDocument, isDocumentUrl } from "../core/ClientDocument.ts"
import { isMembers } from "../core/ReceivedJwt.ts"
import { Refusal } from "../core/Refusal.ts"
import type { RuleName } from "../core/rules.ts"
import type { MockProviderOptions } from "./MockProviderOptions.ts"

/**
 * Finds the client whose document is at a URL, or the rule that the document breaks. It never rejects.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-01#section-4
 */
export const findClientOfDocument = async (
  url: string,
  documents: NonNullable<MockProviderOptions["clientDocuments"]>
): Promise<Client | RuleName> => {
  if (!isDocumentUrl(url)) return "client-document-url"
  const document = documents === "fetch" ? await fetchDocument(url) : documents[url]
  if (!isMembers(document)) return "client-document-unreachable"
  const client = clientFromDocument(url, document)
  return client instanceof Refusal ? client.rule : client
}

// Redirects are not followed, and nobody waits long or reads much (of the draft 4 and 6.6).
const fetchDocument = async (url: string): Promise<unknown> => {
  try {
    const response = await fetch(url, {
      headers: { accept: "application/json" },
      redirect: "error",
      signal: AbortSignal.timeout(5000)
    })
    const isJson = /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(
      response.headers.get("content-type") ?? ""
    )
    return response.status === 200 && isJson ? await readJson(response) : undefined
  } catch {
    return undefined
  }
}

const readJson = async (response: Response): Promise<unknown> => {
  const decoder = new TextDecoder()
  let text = ""
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > longest) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return JSON.parse(text + decoder.decode())
}

const longest = 5 * 1024
