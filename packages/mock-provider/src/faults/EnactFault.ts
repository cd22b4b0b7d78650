/** The answers that faults give. */
import { jsonResponse, uncached } from "../core/Refusal.ts"
import type { WireHeaders, WireResponse } from "../core/WireRequest.ts"
import { FaultAction } from "./FaultAction.ts"
import type { ProviderAnswer } from "./ProviderAnswer.ts"

/**
 * Makes the answer of a fault.
 *
 * @category faults
 * @since 0.1.0
 */
export const enactFault: (action: FaultAction) => ProviderAnswer = FaultAction.match({
  OAuthError: ({ description, error, headers, status }) =>
    respond(errorResponse(status ?? 400, error, description, headers)),
  Status: ({ body, retryAfter, status }) =>
    text(
      status,
      "text/plain",
      body ?? "",
      retryAfter === undefined ? {} : { "retry-after": `${retryAfter}` }
    ),
  Html: ({ status }) => text(status ?? 200, "text/html", page),
  Empty: ({ status }) => text(status ?? 200, "application/json", ""),
  TruncatedJson: ({ status }) =>
    text(status ?? 200, "application/json", '{"access_token":"truncated","token_ty'),
  WrongTypes: ({ status }) => respond(jsonResponse(status ?? 200, wronglyTyped)),
  ErrorInOk: ({ description, error }) => respond(errorResponse(200, error, description)),
  Respond: ({ body, headers, status }) => respond({ status, headers: headers ?? {}, body: body ?? "" }),
  HugeBody: ({ bytes, status }) => text(status ?? 200, "application/json", hugeBody(bytes ?? 10_485_760)),
  Redirect: ({ location, status }) => text(status ?? 307, "text/plain", "", { location }),
  ConnectionFailure: (): ProviderAnswer => ({ _tag: "ConnectionFailure" }),
  NeverAnswers: (): ProviderAnswer => ({ _tag: "NeverAnswers" })
})

const respond = (response: WireResponse): ProviderAnswer => ({ _tag: "Response", ...response })

const text = (status: number, type: string, body: string, headers: WireHeaders = {}): ProviderAnswer =>
  respond({ status, headers: { "content-type": type, ...uncached, ...headers }, body })

const errorResponse = (
  status: number,
  error: string,
  description: string | undefined,
  headers: WireHeaders = {}
): WireResponse =>
  jsonResponse(
    status,
    { error, ...(description === undefined ? {} : { error_description: description }) },
    headers
  )

const page = "<!doctype html><html><title>Bad Gateway</title><h1>Bad Gateway</h1></html>"

const wronglyTyped = {
  access_token: ["not", "a", "string"],
  token_type: 7,
  expires_in: { seconds: 3600 },
  refresh_token: false,
  scope: null
}

// ASCII, so that its length in characters is its length in bytes.
const hugeBody = (bytes: number): string => {
  const head = '{"access_token":"huge","token_type":"Bearer","expires_in":3600,"padding":"'
  const tail = '"}'
  return `${head}${"x".repeat(bytes - head.length - tail.length)}${tail}`
}
