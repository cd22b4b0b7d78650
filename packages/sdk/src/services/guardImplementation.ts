/** An implementation that a module wrote, made safe to call. */
import { Cause, Effect, Option, Redacted } from "effect"
import { describeFailure } from "../domain/describeFailure.ts"
import { ImplementationFailed } from "../domain/ModuleError.ts"
import { secretsOfToken } from "../domain/secretsOfToken.ts"
import type { GivenSecrets } from "../domain/withoutSecrets.ts"
import * as contract from "./implementationContract.ts"
import type { MethodContract } from "./implementationContract.ts"
import type { ModuleServices } from "./ModuleServices.ts"
import type { OAuth2Implementation } from "./OAuth2Implementation.ts"
import { runModule, TookTooLong } from "./runModule.ts"

/**
 * Names an implementation whose methods fail with `ImplementationFailed` where they break the contract.
 *
 * @category ports
 * @since 0.1.0
 */
export type GuardedImplementation = OAuth2Implementation<ImplementationFailed>

/**
 * Makes an implementation whose methods end with what the port names, or with `ImplementationFailed`: whatever else they
 * do, and where they do not end within a minute. Only a delivery may take as long as it likes.
 *
 * `secrets` are those that it was made of. They, and what a method is given, are redacted from messages and from the log.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import { guardImplementation, layerModuleServices } from "@application-credentials/sdk"
 * import { Effect } from "effect"
 *
 * const broken = {
 *   domain: "acme",
 *   name: "Acme",
 *   authorize: () => Effect.die(new Error("not today")),
 *   exchange: () => Effect.never,
 *   refresh: () => Effect.never
 * }
 *
 * const flow = { flowId: "1", redirectUri: "https://home.test/auth/external/callback", state: "my-state" }
 * const failing = guardImplementation(broken).authorize(flow).pipe(Effect.flip)
 * const error = await Effect.runPromise(Effect.provide(failing, layerModuleServices))
 * assert.equal(error.message, "authorize of acme failed: not today")
 * ```
 *
 * @category combinators
 * @since 0.1.0
 */
export const guardImplementation = (
  implementation: OAuth2Implementation,
  secrets: GivenSecrets = []
): GuardedImplementation => {
  const { deviceFlow, domain, name, redirectUri, revoke, scopes, server } = implementation
  const guard = guardOf(domain, secrets)

  return {
    domain,
    name,
    redirectUri,
    server,
    scopes,
    authorize: (options) =>
      Effect.map(
        guard(contract.authorize, () => implementation.authorize(options), [Redacted.make(options.state)]),
        ({ delivery, ...request }) =>
          delivery === undefined
            ? request
            : { ...request, delivery: guard(contract.delivery, () => delivery) }
      ),
    exchange: (grant) =>
      guard(contract.exchange, () => implementation.exchange(grant), [grant.code, grant.codeVerifier]),
    refresh: (token) => guard(contract.refresh, () => implementation.refresh(token), secretsOfToken(token)),
    revoke:
      revoke &&
      ((token) => guard(contract.revoke, () => revoke.call(implementation, token), secretsOfToken(token))),
    deviceFlow: deviceFlow && {
      authorize: guard(contract.authorizeDevice, () => deviceFlow.authorize),
      exchange: (deviceCode) =>
        guard(contract.exchangeDevice, () => deviceFlow.exchange(deviceCode), [deviceCode])
    }
  }
}

const guardOf =
  (domain: string, secrets: GivenSecrets) =>
  <A, E>(
    { expected, isAnswer, isFailure, limit, method }: MethodContract<E>,
    run: () => Effect.Effect<A, E, ModuleServices>,
    given: GivenSecrets = []
  ): Effect.Effect<A, E | ImplementationFailed, ModuleServices> => {
    const known = [...secrets, ...given]
    const failed = (reason: ImplementationFailed["reason"], what: string) =>
      new ImplementationFailed({ domain, method, reason, message: `${method} of ${domain} ${what}` })
    return runModule({ what: `${method} of ${domain}`, run, secrets: known, limit }).pipe(
      Effect.mapError((cause) => {
        const error = Option.getOrUndefined(Cause.findErrorOption(cause))
        if (isFailure(error)) return error
        const reason = error instanceof TookTooLong ? "timeout" : "died"
        return failed(reason, `failed: ${describeFailure(Cause.squash(cause), known)}`)
      }),
      Effect.filterOrFail(isAnswer, () =>
        failed("unusable", `must give ${expected}, and gave something else.`)
      )
    )
  }
