/** Where a secret may be shown: each place by name, and why. */
import { Predicate } from "effect"
import type { Tracer } from "effect"

/**
 * URLs, or a text with some, without what the user's browser carries: the state, there and back, the code, back to the
 * callback, and the access token behind the address of the panel, which no server is sent.
 */
export const withoutCarried = (text: string): string =>
  text
    .replaceAll(/(?<=[?&]state=)[^&#\s"'`]*/g, "")
    .replaceAll(/(?<=\/auth\/external\/callback\?(?:[^#\s"'`]*&)?code=)[^&#\s"'`]*/g, "")
    .replaceAll(/(?<=\/panel\/#token=)[^&\s"'`]*/g, "")

/** Whether a span's result is in the clear: rows of a database, which keeps secrets, sealed or not, or the state itself. */
export const isResultInTheClear = ({ attributes, name }: Tracer.Span): boolean =>
  attributes.has("db.system.name") || name === "StateSigner.sign"

/**
 * What a server answers without the secrets of credentials, which Home Assistant tells administrators, and so the commands
 * `application_credentials/list`, `/subscribe` and `/create` do; and without the state in the URL of an external step, by
 * which an administrator's browser visits the provider.
 */
export const withoutListed = (answer: string): string =>
  answer
    .replaceAll(/(?<="client_id":"(?:[^"\\]|\\.)*","client_secret":)"(?:[^"\\]|\\.)*"/g, '""')
    .replaceAll(
      /(?<="type":"external","flow_id":"[^"]*","handler":"[^"]*","step_id":"auth","url":"[^"]*[?&]state=)[^&"]*/g,
      ""
    )

/**
 * Whether a server that is started here stands in for one that is not the SDK's: a provider, or the way to a database. The
 * stack says who starts it.
 */
export const isOfAnother = ({ stack = "" }: Error): boolean =>
  /mock-provider\/(?:src|dist)\/node\/|test\/(?:postgres\/cuttable|browser\/cloud)/.test(stack)

/**
 * Whether an error is not the SDK's: what a test's module, provider or database complains with, which may be a secret, and
 * what Effect makes of that. The SDK may put it into no error of its own, no span and no record.
 */
export const isOfOthers = (error: unknown): boolean =>
  !Predicate.hasProperty(error, "_tag") || error._tag === "HttpClientError" || error._tag === "SqlError"
