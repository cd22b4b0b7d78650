/** What a refresh needs of the link beside the tokens: it stays with the token, among the provider's own members. */
import { Predicate, Result } from "effect"
import type { AuthorizationServer } from "../domain/AuthorizationServer.ts"
import type { AuthorizationServerInvalid } from "../domain/AuthorizationServerInvalid.ts"
import { serverOfAccount } from "../protocol/TokenServer.ts"
import type { TokenServer } from "../protocol/TokenServer.ts"
import type { ExchangeOptions } from "./OAuth2Implementation.ts"

interface Options {
  readonly domain: string
  readonly server: AuthorizationServer
  readonly redirectUriOnRefresh?: boolean | undefined
  readonly tokenServer?: TokenServer | undefined
}

type Remembered = Readonly<Record<string, unknown>>

/** Gives what is to be remembered of a grant: the redirect URI and the server of the account, where they are needed. */
export const worthRemembering = (
  { redirectUriOnRefresh, tokenServer }: Options,
  { callbackParameters = {}, redirectUri }: ExchangeOptions
): Remembered => {
  const named = tokenServer === undefined ? undefined : callbackParameters[tokenServer.parameter]
  return {
    ...(redirectUriOnRefresh === true ? { redirect_uri: redirectUri } : {}),
    ...(tokenServer === undefined || named === undefined ? {} : { [tokenServer.parameter]: named })
  }
}

/** Finds the server of the account. */
export const serverOf = (
  { domain, server, tokenServer }: Options,
  remembered: Remembered
): Result.Result<AuthorizationServer, AuthorizationServerInvalid> =>
  tokenServer === undefined
    ? Result.succeed(server)
    : serverOfAccount(server, { domain, tokenServer, named: remembered[tokenServer.parameter] })

/** Finds the redirect URI that a refresh repeats. */
export const redirectUriOf = (
  { redirectUriOnRefresh }: Options,
  { redirect_uri }: Remembered
): string | undefined =>
  redirectUriOnRefresh === true && Predicate.isString(redirect_uri) ? redirect_uri : undefined
