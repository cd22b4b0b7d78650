/** Clients that are known by a document at the URL that is their id. */
import type { Client } from "./Client.ts"
import { readClientMetadata } from "./ClientMetadata.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { Refusal } from "./Refusal.ts"

/** Says whether a client id is meant to be the URL of a document. */
export const namesDocument = (clientId: string): boolean => /^https?:\/\//i.test(clientId)

/**
 * Says whether a client id is the URL of a document: https with a path, and nothing that two readers may read differently.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-01#section-3
 */
export const isDocumentUrl = (clientId: string): boolean => {
  const url = URL.parse(clientId)
  const path = /^https:\/\/[^/?#@\\\s]+(\/[^?#\\\s]+)(?:\?[^#\s]*)?$/.exec(clientId)?.[1]
  return (
    url !== null && path !== undefined && !path.split("/").some((part) => /^(?:\.|%2e){1,2}$/i.test(part))
  )
}

/**
 * Makes the client that a document describes. It has no secret: what it publishes, everybody knows.
 *
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-01#section-4.1
 */
export const clientFromDocument = (clientId: string, document: JsonMembers): Client | Refusal => {
  if (document["client_id"] !== clientId) return new Refusal("client-document-id")
  const method = document["token_endpoint_auth_method"] ?? "none"
  const hasSecret =
    document["client_secret"] !== undefined || document["client_secret_expires_at"] !== undefined
  if (hasSecret || (method !== "none" && method !== "private_key_jwt")) {
    return new Refusal("client-document-metadata")
  }
  const read = readClientMetadata({ ...document, token_endpoint_auth_method: method })
  return read instanceof Refusal
    ? new Refusal("client-document-metadata")
    : { ...read, clientId, clientSecret: undefined }
}
