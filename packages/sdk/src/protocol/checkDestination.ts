/** Where an account's token may go. */
import { Option, Result } from "effect"
import { DestinationNotAllowed } from "../domain/DestinationNotAllowed.ts"
import { isConfidential } from "./EndpointUrl.ts"

/**
 * Checks that an account's token may go to a URL: https, or http on this machine, and one of the hosts named. A host is
 * named as in a URL, with its port where that is not the scheme's own.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6750#section-5.3
 */
export const checkDestination = (
  url: Option.Option<URL>,
  hosts: ReadonlyArray<string>
): Result.Result<void, DestinationNotAllowed> => {
  const parsed = Option.getOrUndefined(url)
  if (parsed === undefined) return Result.fail(notAllowed("", "notAbsolute"))
  const { host, origin } = parsed
  if (!isConfidential(parsed)) return Result.fail(notAllowed(origin, "notHttps"))
  return hosts.includes(host) ? Result.void : Result.fail(notAllowed(origin, "otherHost"))
}

const notAllowed = (destination: string, reason: DestinationNotAllowed["reason"]): DestinationNotAllowed =>
  new DestinationNotAllowed({ destination, reason, message: advice[reason](destination) })

const advice: Readonly<Record<DestinationNotAllowed["reason"], (destination: string) => string>> = {
  notAbsolute: () => "The request has no absolute URL. Give it with scheme and host.",
  notHttps: (destination) =>
    `The account's token does not go to ${destination}, where others could read it. Use https (http is for loopback addresses only).`,
  otherHost: (destination) =>
    `The account's token does not go to ${destination}, which is not one of the hosts that the client was made for. Name it there, or use a client of another kind.`
}
