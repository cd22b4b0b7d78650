/** The JWTs of wrong requests, and of those that come before them. */
import type { KeyObject } from "node:crypto"
import { SignJWT } from "jose"

export type Claims = Readonly<Record<string, unknown>>

/** A private key, or a secret. */
export interface Key {
  readonly privateKey: KeyObject | Uint8Array
}

/** Signs claims, by ES256 unless the header says otherwise. */
export const sign = (claims: Claims, key: Key, header: Claims = {}): Promise<string> =>
  new SignJWT({ jti: crypto.randomUUID(), ...claims })
    .setProtectedHeader({ alg: "ES256", ...header })
    .sign(key.privateKey)

/** Now, in seconds since 1970. */
export const seconds = (): number => Math.floor(Date.now() / 1000)
