/** What shows that a form was filled in where it was shown. */
import { sha256 } from "../core/sha256.ts"
import { headerOf, type WireHeaders, type WireRequest } from "../core/WireRequest.ts"
import type { PageRequest } from "./PageRequest.ts"

/**
 * Describes the binding of forms to one browser: a secret in a cookie that no page reads and no other site sends, and
 * a proof in each form that only who has read the form and the cookie together can give.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-10.12
 */
export interface BrowserBinding {
  /** The proof of a form about something. */
  readonly proofOf: (subject: string) => string
  /** The fields that give the browser its secret. */
  readonly headers: WireHeaders
}

/** Finds the binding of the browser that visits a page, or makes one. */
export const bindingOf = ({ isSecure, path, request }: PageRequest): BrowserBinding => {
  const secret = secretOf(request) ?? hex(crypto.getRandomValues(new Uint8Array(32)))
  const attributes = `Path=${path}; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`
  return {
    proofOf: (subject) => proof(secret, subject),
    headers: { "set-cookie": `${cookieName}=${secret}; ${attributes}` }
  }
}

/**
 * Says whether a form about something was filled in by the browser that it was made for, on the page that it was shown on.
 */
export const isBound = ({ form, request }: PageRequest, subject: string): boolean => {
  const secret = secretOf(request)
  return isFromHere(request) && secret !== undefined && form.get("proof") === proof(secret, subject)
}

// Browsers say which page a form is sent from; a server behind another name is known by that name.
const isFromHere = ({ headers, url }: WireRequest): boolean => {
  const origin = headerOf(headers, "origin")
  if (origin === undefined || origin === new URL(url).origin) return true
  const host = URL.parse(origin)?.host
  return host !== undefined && host === headerOf(headers, "host")
}

const cookieName = "mock-provider-form"

const secretOf = ({ headers }: WireRequest): string | undefined =>
  new RegExp(`(?:^|;\\s*)${cookieName}=([0-9a-f]{64})(?:;|$)`).exec(headerOf(headers, "cookie") ?? "")?.[1]

const proof = (secret: string, subject: string): string =>
  hex(sha256(new TextEncoder().encode(`${secret} ${subject}`)))

const hex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
