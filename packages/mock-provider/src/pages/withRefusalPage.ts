/** The page that says why the authorization endpoint refused a request, and what would be right. */
import { Redacted, Schema } from "effect"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { RuleName } from "../core/rules.ts"
import { rules } from "../core/rules.ts"
import type { WireResponse } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { acceptsHtml } from "./acceptsHtml.ts"
import type { Html } from "./html.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"

/**
 * Makes what answers for a provider as `handle` does, but shows a page where it refuses a browser that it may not send
 * back to the application.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1
 */
export const withRefusalPage =
  (provider: MockProvider): MockProvider["handle"] =>
  (request) => {
    const answer = provider.handle(request)
    if (!acceptsHtml(request.headers)) return answer
    const shown = (given: ProviderAnswer): ProviderAnswer => {
      if (given._tag !== "Response" || given.status < 400) return given
      const exchange = provider.journal.findLast(
        (each) => each.endpoint === "authorize" && Redacted.value(each.request).url === request.url
      )
      return exchange?.rule === undefined
        ? given
        : answered(refusalPage(provider, exchange.parameters, exchange.rule, given))
    }
    return answer._tag === "Deferred" ? { ...answer, settled: answer.settled.then(shown) } : shown(answer)
  }

const refusalPage = (
  provider: MockProvider,
  parameters: RequestParameters,
  rule: RuleName,
  { body, headers, status }: WireResponse
): WireResponse => {
  const { error, error_description: description } = decodeError(body)
  const sentClient = parameters.get("client_id")
  const client = provider.clients.find(({ clientId }) => clientId === sentClient)
  const clients = provider.clients.map(({ clientId }) => clientId)
  const title = "The application’s request is refused"
  const content = html`<h1>${title}</h1>
    <p class="alarm">${description}</p>
    <dl>
      ${row("Client", [sentClient ?? "none"])}
      ${client === undefined ? row("Clients of this provider", clients) : undefined}
      ${row("Redirect URI", [parameters.get("redirect_uri") ?? "none"])}
      ${client === undefined ? undefined : row("Registered for the client", client.redirectUris)}
      ${row("Error", [error])} ${row("Rule", [rule, rules[rule].source])}
    </dl>
    <p class="quiet">
      You are not sent back to the application: it is not certain that the address is its own.
    </p>`
  const shown = page(status, title, content)
  return { ...shown, headers: { ...headers, ...shown.headers } }
}

const row = (label: string, values: ReadonlyArray<string>): Html =>
  html`<dt>${label}</dt>
    ${(values.length === 0 ? ["none"] : values).map((value) => html`<dd>${value}</dd> `)} `

const decodeError = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ error: Schema.String, error_description: Schema.String }))
)
