/** The ways in which a module breaks the contract. */
import { Schema } from "effect"

/**
 * Says that a module offers neither hook by which accounts could be linked.
 *
 * @see homeassistant/components/application_credentials/__init__.py
 * @category errors
 * @since 0.1.0
 */
export class AuthorizationHookMissing extends Schema.TaggedError<AuthorizationHookMissing>()(
  "AuthorizationHookMissing",
  { message: Schema.String }
) {}

/**
 * Says that a hook failed, or gave something else than the contract names.
 *
 * @category errors
 * @since 0.1.0
 */
export class ModuleHookFailed extends Schema.TaggedError<ModuleHookFailed>()("ModuleHookFailed", {
  hook: Schema.Literals([
    "getAuthorizationServer",
    "getAuthImplementation",
    "getDescriptionPlaceholders",
    "getClientCredential"
  ]),
  message: Schema.String
}) {}

/**
 * Says that an implementation of a module's own broke the contract: it threw, died or failed with something that the
 * port does not name (`died`), gave something else than it names (`unusable`), or did not end within a minute
 * (`timeout`). `domain` is its auth domain.
 *
 * @category errors
 * @since 0.1.0
 */
export class ImplementationFailed extends Schema.TaggedError<ImplementationFailed>()("ImplementationFailed", {
  domain: Schema.String,
  method: Schema.Literals([
    "authorize",
    "exchange",
    "refresh",
    "revoke",
    "delivery",
    "authorizeDevice",
    "exchangeDevice"
  ]),
  reason: Schema.Literals(["died", "unusable", "timeout"]),
  message: Schema.String
}) {}

/**
 * Says that the provider granted less than the host requires: `missing` are the scopes that it did not grant.
 *
 * @category errors
 * @since 0.1.0
 */
export class ScopesMissing extends Schema.TaggedError<ScopesMissing>()("ScopesMissing", {
  domain: Schema.String,
  missing: Schema.Array(Schema.String),
  message: Schema.String
}) {}

/**
 * Says that an integration could not tell whose account a new token belongs to, so that no account was made.
 *
 * @category errors
 * @since 0.1.0
 */
export class AccountUnidentified extends Schema.TaggedError<AccountUnidentified>()("AccountUnidentified", {
  domain: Schema.String,
  message: Schema.String
}) {}
