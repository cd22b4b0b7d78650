/** The authorization response, as the provider's redirect brings it back. */
import { Redacted, Result } from "effect"
import { CallbackIncomplete, StateMissing } from "../domain/LinkError.ts"

/**
 * Holds a callback's parameters. Either `code` or `error` is there; `iss` where the provider names itself. `parameters`
 * holds those of the provider's own that came once.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2
 * @category models
 * @since 0.1.0
 */
export type AuthorizationCallback = { readonly state: string; readonly iss?: string | undefined } & (
  | {
      readonly type: "code"
      readonly code: Redacted.Redacted
      readonly parameters: Readonly<Record<string, string>>
    }
  | { readonly type: "error"; readonly error: string }
)

/**
 * Reads a callback from its query. A parameter that comes twice is refused, as nobody could say which one counts; an
 * error wins over a code.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { parseAuthorizationCallback } from "@application-credentials/sdk"
 * import { Result } from "effect"
 *
 * const denied = parseAuthorizationCallback(new URLSearchParams("state=s&error=access_denied"))
 * assert.deepEqual(denied, Result.succeed({ type: "error", state: "s", error: "access_denied" }))
 *
 * const twice = parseAuthorizationCallback(new URLSearchParams("state=s&code=a&code=b"))
 * assert.equal(Result.getOrThrow(Result.flip(twice))._tag, "CallbackIncomplete")
 * ```
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, OAuth2AuthorizeCallbackView
 * @category protocol
 * @since 0.1.0
 */
export const parseAuthorizationCallback = (
  query: URLSearchParams
): Result.Result<AuthorizationCallback, StateMissing | CallbackIncomplete> => {
  const repeated = names.find((name) => query.getAll(name).length > 1)
  if (repeated !== undefined) return Result.fail(incomplete(`The parameter ${repeated} came twice.`))
  const state = query.get("state") ?? ""
  if (state === "") {
    return Result.fail(
      new StateMissing({ message: "Missing state parameter. Start linking the account again." })
    )
  }
  const iss = query.get("iss") ?? undefined
  const shared = { state, ...(iss === undefined ? {} : { iss }) }
  const error = query.get("error") ?? ""
  if (error !== "") return Result.succeed({ ...shared, type: "error", error })
  const code = query.get("code") ?? ""
  return code === ""
    ? Result.fail(incomplete("Missing code or error parameter."))
    : Result.succeed({ ...shared, type: "code", code: Redacted.make(code), parameters: others(query) })
}

const names = ["state", "code", "error", "iss"]

const others = (query: URLSearchParams): Readonly<Record<string, string>> =>
  Object.fromEntries([...query].filter(([name]) => !names.includes(name) && query.getAll(name).length === 1))

const incomplete = (what: string): CallbackIncomplete =>
  new CallbackIncomplete({ message: `${what} Start linking the account again.` })
