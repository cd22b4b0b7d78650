/** An exchange as the control API shows it. */
import { Redacted, Schema } from "effect"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { Exchange } from "../runtime/Exchange.ts"

const Pairs = Schema.Record(Schema.String, Schema.String)
const Headers = Schema.Record(Schema.String, Schema.String)

/** Describes an exchange. `request` and `answer`, as they went over the wire, are there only when secrets are shown. */
export const ExchangeView = Schema.Struct({
  number: Schema.Int.annotate({ description: "Counts from 1 since the journal was cleared." }),
  at: Schema.Number.annotate({ description: "Milliseconds since 1970." }),
  endpoint: Schema.String,
  method: Schema.String,
  parameters: Pairs.annotate({ description: "Those of the protocol. Values that may be secret are masked." }),
  query: Pairs,
  authentication: Schema.Struct({ method: Schema.String, clientId: Schema.NullOr(Schema.String) }),
  status: Schema.NullOr(Schema.Int).annotate({ description: "null: there was no response." }),
  rule: Schema.NullOr(Schema.String).annotate({ description: "The rule that refused the request." }),
  fault: Schema.NullOr(
    Schema.Struct({
      index: Schema.Int,
      action: Schema.String,
      did: Schema.Literals(["answered", "altered", "nothing"])
    })
  ),
  events: Schema.Array(Schema.String),
  request: Schema.optionalKey(
    Schema.Struct({ method: Schema.String, url: Schema.String, headers: Headers, body: Schema.String })
  ),
  answer: Schema.optionalKey(
    Schema.TaggedUnion({
      Response: { status: Schema.Int, headers: Headers, body: Schema.String },
      ConnectionFailure: {},
      NeverAnswers: {}
    })
  )
})

/** Shows an exchange, with every secret in it or with none. */
export const viewExchange = (exchange: Exchange, unsafeShowSecrets: boolean): typeof ExchangeView.Type => {
  const { answer, at, authentication, endpoint, events, fault, method, number, rule, status } = exchange
  const pairs = (parameters: RequestParameters) =>
    unsafeShowSecrets ? Object.fromEntries(parameters.entries()) : parameters.toJSON()
  return {
    number,
    at,
    endpoint,
    method,
    parameters: pairs(exchange.parameters),
    query: pairs(exchange.query),
    authentication: { method: authentication.method, clientId: authentication.clientId ?? null },
    status: status ?? null,
    rule: rule ?? null,
    fault: fault ?? null,
    events: events.map(({ _tag }) => _tag),
    ...(unsafeShowSecrets
      ? { request: Redacted.value(exchange.request), answer: Redacted.value(answer) }
      : {})
  }
}
