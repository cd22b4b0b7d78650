/** What the host in a module's worker uses of `node:crypto`, for browsers: hashes that are computed at once. */
import { hmac } from "@noble/hashes/hmac.js"
import { sha1 } from "@noble/hashes/legacy.js"
import { sha256, sha384, sha512 } from "@noble/hashes/sha2.js"
import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js"

const hashes = { sha1, sha256, sha384, sha512 }

const hashNamed = (name: string) => {
  const found = Object.entries(hashes).find(([known]) => known === name)?.[1]
  if (found === undefined) throw new DOMException(`${name} is no digest that there is`, "NotSupportedError")
  return found
}

const bytesOf = (data: string | Uint8Array): Uint8Array =>
  typeof data === "string" ? utf8ToBytes(data) : data

const digestible = (digest: (bytes: Uint8Array) => Uint8Array) => {
  const parts: Array<Uint8Array> = []
  const made = {
    update: (data: string | Uint8Array) => {
      parts.push(bytesOf(data))
      return made
    },
    digest: () => digest(concatBytes(...parts))
  }
  return made
}

/** Makes a hash, as Node does. */
export const createHash = (name: string) => digestible(hashNamed(name))

/** Makes a keyed hash, as Node does. */
export const createHmac = (name: string, key: Uint8Array) =>
  digestible((bytes) => hmac(hashNamed(name), key, bytes))

export default { createHash, createHmac }
