/** A wrong request, and what the RFCs want done with it. */
import type { Answer } from "./Answer.ts"
import type { Server } from "./Server.ts"

/** One row of the table. */
export interface WrongRequest {
  readonly request: string
  /** Where it is written that the request is refused, and how. */
  readonly rule: string
  /** The errors that the rule allows; `none` where a response without one does. */
  readonly errors: ReadonlyArray<string>
  /** Where the error may come: in the response, or to the client by way of the browser. */
  readonly told: ReadonlyArray<"response" | "client">
  /** Sends the request, after what has to go before it. */
  readonly send: (server: Server) => Promise<Answer>
  /** Whether the person may be asked instead, on a page. */
  readonly mayAsk?: boolean
  /** Whether it is sent where PKCE is not required. */
  readonly withoutRequiredPkce?: true
}

/** Says whether the request was refused, be it without an error that a client can read. */
export const isRefused = ({ mayAsk = false }: WrongRequest, { brings, ...answer }: Answer): boolean =>
  answer.to === "response"
    ? answer.status >= 400 || (mayAsk && brings === "a page")
    : answer.to !== "nothing" && brings === undefined

/** Says whether it was refused as the rule has it. */
export const isRefusedByRule = (request: WrongRequest, answer: Answer): boolean =>
  isRefused(request, answer) &&
  request.told.some((place) => place === answer.to) &&
  request.errors.includes(answer.error ?? "none")
