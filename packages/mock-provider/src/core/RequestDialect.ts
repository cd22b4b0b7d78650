/** How a provider's requests differ from the standard in form: what is read, before any rule is applied. */
import type { GrantType } from "./Client.ts"
import type { EndpointName } from "./Endpoint.ts"
import type { BasicCredentials } from "./PresentedAuthentication.ts"
import type { ScopeSeparator } from "./Scope.ts"
import type { WireRequest } from "./WireRequest.ts"

/**
 * Describes how requests are written. Every member that is left out means the standard.
 *
 * @category models
 * @since 0.1.0
 */
export interface RequestDialect {
  /**
   * The provider's own names of standard parameters: `{ client_id: "client_key" }`. The standard name of such a
   * parameter is then unknown, and what it carries is not seen.
   */
  readonly parameterNames?: Readonly<Record<string, string>>
  /** What bodies may be. Default: `["form"]`. */
  readonly bodyFormats?: ReadonlyArray<BodyFormat>
  /** Where token requests have their parameters. Default: `body`; `anywhere` accepts GET too. */
  readonly tokenParameters?: "body" | "anywhere"
  /** What stands between two scopes. Default: a space. The other separator is then part of a scope's name. */
  readonly scopeSeparator?: ScopeSeparator
  /** The provider's own names of grants, beside the standard ones: `{ ig_refresh_token: "refresh_token" }`. */
  readonly grantTypes?: Readonly<Record<string, GrantType>>
  /** How id and secret are written in HTTP Basic. Default: `form`, encoded; `raw`: as they are. */
  readonly basicCredentials?: BasicCredentials
  /**
   * Rewrites a request for an endpoint before it is read: the hook for what the members above cannot say. The journal
   * keeps the request as it was sent.
   */
  readonly rewriteRequest?: (request: WireRequest, endpoint: EndpointName) => WireRequest
}

/**
 * Names a format of request bodies.
 *
 * @category models
 * @since 0.1.0
 */
export type BodyFormat = "form" | "json"
