/** The wrong requests, by what they are wrong about. */
import type { WrongRequest } from "../WrongRequest.ts"
import { authorizationRequests } from "./authorization.ts"
import { clientRequests } from "./clients.ts"
import { codeRequests } from "./codes.ts"
import { extensionRequests } from "./extensions.ts"
import { keyRequests } from "./keys.ts"
import { tokenRequests } from "./tokens.ts"

/** A part of the table, with its title. */
export interface Group {
  readonly title: string
  readonly requests: ReadonlyArray<WrongRequest>
}

export const groups: ReadonlyArray<Group> = [
  { title: "Authorization requests", requests: authorizationRequests },
  { title: "Exchanges of a code", requests: codeRequests },
  { title: "Clients and forms", requests: clientRequests },
  { title: "Tokens", requests: tokenRequests },
  { title: "Keys", requests: keyRequests },
  { title: "Registration, documents, resources and signing out", requests: extensionRequests }
]
