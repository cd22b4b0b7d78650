/** What amaro uses of `node:buffer`, for browsers: bytes out of Base64. */
export const Buffer = {
  from: (text: string, _encoding: "base64"): Uint8Array =>
    Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
