/** The answers that faults give instead of the provider's own. */
import { jsonResponse, uncached } from "../core/jsonResponse.ts"
import type { WireHeaders, WireResponse } from "../core/WireRequest.ts"
import type { FaultAction } from "./FaultAction.ts"
import type { ProviderAnswer } from "./ProviderAnswer.ts"
import { answered } from "./ProviderAnswer.ts"

/** Describes a fault that answers instead of the provider. */
export type AnsweringFault = Exclude<FaultAction, AlteringFault>

/** Describes a fault that lets the provider do its part. */
export type AlteringFault = Extract<
  FaultAction,
  {
    readonly _tag:
      | "CallbackError"
      | "ClockSkew"
      | "CommitThenDrop"
      | "DuplicateDelivery"
      | "SigningKeyRotated"
      | "Slow"
      | "StateChanged"
      | "StateDropped"
      | "WrongIdToken"
  }
>

/** Makes the answer of a fault. */
export const answerFault = (action: AnsweringFault): ProviderAnswer => {
  switch (action._tag) {
    case "OAuthError":
      return answered(errorResponse(action.status ?? 400, action.error, action.description, action.headers))
    case "Status":
      return text(action.status, "text/plain", action.body ?? "", retryAfter(action.retryAfter))
    case "Html":
      return text(action.status ?? 200, "text/html", page)
    case "Empty":
      return text(action.status ?? 200, "application/json", "")
    case "TruncatedJson":
      return text(action.status ?? 200, "application/json", '{"access_token":"truncated","token_ty')
    case "WrongTypes":
      return answered(jsonResponse(action.status ?? 200, wronglyTyped))
    case "ErrorInOk":
      return answered(errorResponse(200, action.error, action.description))
    case "Respond":
      return answered({
        status: action.status,
        headers: action.headers ?? {},
        body: action.body ?? ""
      })
    case "HugeBody":
      return text(action.status ?? 200, "application/json", hugeBody(action.bytes ?? 10_485_760))
    case "Redirect":
      return text(action.status ?? 307, "text/plain", "", { location: action.location })
    case "ConnectionFailure":
    case "NeverAnswers":
      return action
  }
}

const retryAfter = (value: number | string | undefined): WireHeaders =>
  value === undefined ? {} : { "retry-after": `${value}` }

const text = (status: number, type: string, body: string, headers: WireHeaders = {}): ProviderAnswer =>
  answered({ status, headers: { "content-type": type, ...uncached, ...headers }, body })

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
