/** Identifiers of the types of tokens that can be exchanged. */

/** @see https://www.rfc-editor.org/rfc/rfc8693#section-3 */
export const accessTokenType = "urn:ietf:params:oauth:token-type:access_token"

/** @see https://www.rfc-editor.org/rfc/rfc8693#section-3 */
export const idTokenType = "urn:ietf:params:oauth:token-type:id_token"
