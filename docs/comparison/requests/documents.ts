/** Wrong documents of clients. */
import { documents, publicApp } from "../../../bench/peers/clients.ts"
import { encode, toAuthorization } from "../Server.ts"
import type { WrongRequest } from "../WrongRequest.ts"

const refused = { errors: ["invalid_client", "invalid_client_metadata", "none"], told: ["response"] } as const

export const documentRequests: ReadonlyArray<WrongRequest> = [
  {
    request: "Client id on http, as the id of a document",
    rule: "draft-ietf-oauth-client-id-metadata-document, 3",
    ...refused,
    send: ({ visit }) =>
      visit(encode({ ...toAuthorization(publicApp), client_id: "http://client.example/right/metadata.json" }))
  },
  {
    request: "Client id without a path, as the id of a document",
    rule: "draft-ietf-oauth-client-id-metadata-document, 3",
    ...refused,
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: "https://client.example" }))
  },
  {
    request: "Client id with a fragment, as the id of a document",
    rule: "draft-ietf-oauth-client-id-metadata-document, 3",
    ...refused,
    send: ({ visit }) =>
      visit(encode({ ...toAuthorization(publicApp), client_id: `${documents.right}#fragment` }))
  },
  {
    request: "Client id where there is no document",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4",
    ...refused,
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.missing }))
  },
  {
    request: "Document of a client with the id of another",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.1",
    ...refused,
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.another }))
  },
  {
    request: "Document of a client with a secret",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.1",
    ...refused,
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.wrong }))
  },
  {
    request: "Document of a client that authenticates by a secret",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.1",
    ...refused,
    send: ({ visit }) => visit(encode({ ...toAuthorization(publicApp), client_id: documents.bySecret }))
  },
  {
    request: "Redirect URI that is not in the document of the client",
    rule: "draft-ietf-oauth-client-id-metadata-document, 4.2",
    errors: ["invalid_request", "invalid_redirect_uri", "none"],
    told: ["response"],
    send: ({ visit }) =>
      visit(
        encode({
          ...toAuthorization(publicApp),
          client_id: documents.right,
          redirect_uri: "https://another.example/callback"
        })
      )
  }
]
