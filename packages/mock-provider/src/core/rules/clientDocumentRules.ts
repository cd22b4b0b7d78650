/** The rules of clients whose id is the URL of a document about them. */
import type { Rule } from "./Rule.ts"
import { rule } from "./Rule.ts"

const draft = "draft-ietf-oauth-client-id-metadata-document"

/** Lists the rules of the documents of clients. */
export const clientDocumentRules = {
  "client-document-url": rule(
    "invalid_client",
    400,
    "The client id is not an https URL with a path, as the id of a document has to be.",
    `${draft}, 3`
  ),
  "client-document-unreachable": rule(
    "invalid_client",
    400,
    "There is no JSON document of at most 5 KiB at the client id.",
    `${draft}, 4 and 6.6`
  ),
  "client-document-id": rule(
    "invalid_client",
    400,
    "client_id in the document of the client is not the URL of it.",
    `${draft}, 4.1`
  ),
  "client-document-metadata": rule(
    "invalid_client",
    400,
    "The document of the client is malformed, has a secret, or asks for what is not supported.",
    `${draft}, 4.1`
  )
} as const satisfies Record<string, Rule>
