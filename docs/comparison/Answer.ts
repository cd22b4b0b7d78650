/** What a server did with a request, as far as the comparison tells it. */
import { redirectUri } from "../../bench/peers/clients.ts"

/** Where a request led: to an answer of the server's, or with the browser back to the client, or to someone else. */
export type Answer =
  | {
      readonly to: "response"
      readonly status: number
      readonly error: string | undefined
      /** What it brings instead of an error: a page is for the person in front of the browser. */
      readonly brings: "tokens" | "a page" | undefined
    }
  | { readonly to: "nothing"; readonly error: undefined; readonly brings: undefined }
  | {
      readonly to: "client" | "elsewhere"
      readonly error: string | undefined
      readonly brings: "a code" | "signed out" | undefined
    }

/** Is the answer of a server that has no such endpoint or grant. */
export const notServed: Answer = { to: "nothing", error: undefined, brings: undefined }

/** Reads the answer off a response. An error may stand in the challenge (RFC 6750, 3) or in the body. */
export const answerOf = async (response: Response): Promise<Answer> => {
  const challenge = response.headers.get("www-authenticate") ?? ""
  const body = await response.text()
  return answerOfBody(response.status, body, /^(Bearer|DPoP)/i.test(challenge) ? challenge : undefined)
}

/** Reads the answer off a status and a body. */
export const answerOfBody = (status: number, body: string, bearer?: string): Answer => {
  if (/^<!doctype html/i.test(body)) return { to: "response", status, error: undefined, brings: "a page" }
  const members = parse(body)
  const inBody = "error" in members && typeof members.error === "string" ? members.error : undefined
  const error = bearer === undefined ? inBody : /error="(\w+)"/.exec(bearer)?.[1]
  return { to: "response", status, error, brings: "access_token" in members ? "tokens" : undefined }
}

/** Reads the answer off where the browser was sent. */
export const answerOfLocation = (location: string): Answer => {
  const { hash, href, search } = new URL(location)
  // In the fragment, where response_type asked for that (OAuth 2.0 Multiple Response Types, 5).
  const parameters = new URLSearchParams(hash === "" ? search : hash.slice(1))
  return {
    to: href.slice(0, href.length - search.length - hash.length) === redirectUri ? "client" : "elsewhere",
    error: parameters.get("error") ?? undefined,
    brings: parameters.has("code") ? "a code" : undefined
  }
}

/** Tells an answer in a cell of the table. */
export const tell = (answer: Answer): string => {
  const what = answer.error === undefined ? answer.brings : `\`${answer.error}\``
  switch (answer.to) {
    case "client":
      return `back to the client, ${what ?? "with nothing"}`
    case "elsewhere":
      return `to the URI sent, ${what ?? "with nothing"}`
    case "nothing":
      return "not served"
    case "response":
      return what === undefined ? `${answer.status}` : `${answer.status}, ${what}`
  }
}

const parse = (body: string): object => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null ? value : {}
  } catch {
    return {}
  }
}
