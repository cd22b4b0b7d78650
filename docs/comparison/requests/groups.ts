/** The wrong requests, by what they are wrong about. */
import type { WrongRequest } from "../WrongRequest.ts"
import { authorizationRequests } from "./authorization.ts"
import { clientAssertionRequests } from "./clientAssertions.ts"
import { clientRequests } from "./clients.ts"
import { codeRequests } from "./codes.ts"
import { documentRequests } from "./documents.ts"
import { exchangeRequests } from "./exchanges.ts"
import { proofRequests } from "./proofs.ts"
import { pushedRequests } from "./pushed.ts"
import { registrationRequests } from "./registrations.ts"
import { resourceRequests } from "./resources.ts"
import { signOutRequests } from "./signOut.ts"
import { tokenRequests } from "./tokens.ts"

/** A part of the table, with its title. */
export interface Group {
  readonly title: string
  readonly requests: ReadonlyArray<WrongRequest>
}

export const groups: ReadonlyArray<Group> = [
  { title: "Authorization requests", requests: authorizationRequests },
  { title: "Pushed authorization requests", requests: pushedRequests },
  { title: "Exchanges of a code", requests: codeRequests },
  { title: "Clients and forms", requests: clientRequests },
  { title: "Assertions of clients", requests: clientAssertionRequests },
  { title: "Tokens", requests: tokenRequests },
  { title: "Tokens that are bound to a key", requests: proofRequests },
  { title: "Token exchange, and assertions for tokens", requests: exchangeRequests },
  { title: "Resources and response modes", requests: resourceRequests },
  { title: "Registration of clients", requests: registrationRequests },
  { title: "Documents of clients", requests: documentRequests },
  { title: "Signing out", requests: signOutRequests }
]
