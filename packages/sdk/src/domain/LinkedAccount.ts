/** An account that a user linked: Home Assistant's config entry, as far as OAuth goes. */
import { Schema } from "effect"
import { Token } from "./Token.ts"
import { ReauthenticationRequired } from "./TokenRequestError.ts"

/**
 * Holds a linked account.
 *
 * `authImplementation` is the `domain` of the implementation that linked it and will refresh it. `uniqueId` is the
 * provider's own id of the account, where the integration can tell; `owner` the host's user who linked it, where the host said.
 * `scopes` are those that the provider granted when it was linked, where that is known.
 * `refusal` is there while the provider refuses the token, which is then not sent again: the account has to be linked
 * again. `unclearSince`, in seconds since 1970, is there while it is unclear what the provider thinks of the token.
 *
 * @category models
 * @since 0.1.0
 */
export class LinkedAccount extends Schema.Class<LinkedAccount>("@application-credentials/sdk/LinkedAccount")({
  id: Schema.String,
  domain: Schema.String,
  title: Schema.String,
  authImplementation: Schema.String,
  uniqueId: Schema.optionalKey(Schema.String),
  owner: Schema.optionalKey(Schema.String),
  scopes: Schema.optionalKey(Schema.Array(Schema.String)),
  token: Token,
  refusal: Schema.optionalKey(ReauthenticationRequired),
  unclearSince: Schema.optionalKey(Schema.Finite)
}) {}

/**
 * Names what of an account can change.
 *
 * @category models
 * @since 0.1.0
 */
export type AccountUpdate = {
  readonly [
    Key in "token" | "authImplementation" | "uniqueId" | "scopes" | "refusal" | "unclearSince"
  ]?: NonNullable<LinkedAccount[Key]>
}

/**
 * Gives the account with a change applied; the account that you pass stays as it is. A new token takes away what was stored
 * about the old one: the provider's refusal, and answers that were unclear.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { LinkedAccount, Token, updateAccount } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const accessToken = Redacted.make("at")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 60, expiresAt: 60 })
 * const account = new LinkedAccount({ id: "1", domain: "acme", title: "Me", authImplementation: "acme", token })
 * const updated = updateAccount(account, { uniqueId: "me@acme.test" })
 * assert.equal(updated.uniqueId, "me@acme.test")
 * assert.equal(updated.title, "Me")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const updateAccount = (account: LinkedAccount, update: AccountUpdate): LinkedAccount =>
  new LinkedAccount({ ...(update.token === undefined ? account : withoutRefusal(account)), ...update })

/**
 * Makes the account without the refusal of its token, which may be sent again.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { LinkedAccount, ReauthenticationRequired, Token, withoutRefusal } from "@application-credentials/sdk"
 * import { Redacted } from "effect"
 *
 * const why = { operation: "refresh", reason: "rejected", message: "The provider said no." } as const
 * const refusal = new ReauthenticationRequired({ domain: "acme", ...why })
 * const accessToken = Redacted.make("at")
 * const token = new Token({ accessToken, tokenType: "Bearer", expiresIn: 60, expiresAt: 60 })
 * const account = { id: "1", domain: "acme", title: "Me", authImplementation: "acme", token }
 * const refused = new LinkedAccount({ ...account, refusal })
 * assert.deepEqual(Object.keys(withoutRefusal(refused)), Object.keys(account))
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const withoutRefusal = ({ refusal: _, unclearSince: __, ...account }: LinkedAccount): LinkedAccount =>
  new LinkedAccount(account)
