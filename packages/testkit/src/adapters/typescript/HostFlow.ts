/** The host's part in a flow: its redirect URI, its signed state, and the pending links. */
import { createHmac } from "node:crypto"
import * as Base64Url from "effect/encoding/Base64Url"
import type { Entropy } from "./Entropy.ts"

/**
 * What the host keeps of a flow that it started.
 */
export interface PendingLink<Verifier> {
  readonly redirectUri: string
  readonly codeVerifier: Verifier | undefined
}

/**
 * The host's secret and its pending links, by state.
 */
export interface HostFlow<Verifier> {
  /** Forgets every link, and takes a new secret from the entropy. */
  readonly reset: () => void
  readonly signState: (flowId: string, redirectUri: string) => string
  readonly keep: (state: string, link: PendingLink<Verifier>) => void
  /** The link of a state that this host signed, or null. */
  readonly find: (state: string) => PendingLink<Verifier> | null
}

/**
 * Makes the host's part. The state is a JWT (HS256) of the flow, its redirect URI and a nonce.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, _encode_jwt
 */
export const makeHostFlow = <Verifier>(entropy: Entropy): HostFlow<Verifier> => {
  const secret = new Uint8Array(32)
  const links = new Map<string, PendingLink<Verifier>>()
  const sign = (text: string) => createHmac("sha256", secret).update(text).digest()
  return {
    reset: () => {
      entropy.fill(secret)
      links.clear()
    },
    signState: (flowId, redirectUri) => {
      const nonce = new Uint8Array(16)
      entropy.fill(nonce)
      const payload = { flow_id: flowId, redirect_uri: redirectUri, nonce: Base64Url.encode(nonce) }
      const text = `${base64Url({ alg: "HS256", typ: "JWT" })}.${base64Url(payload)}`
      return `${text}.${Base64Url.encode(sign(text))}`
    },
    keep: (state, link) => void links.set(state, link),
    // What was kept was signed: a state that is not among it is none of this host's.
    find: (state) => links.get(state) ?? null
  }
}

const base64Url = (value: object): string => Base64Url.encode(JSON.stringify(value))
