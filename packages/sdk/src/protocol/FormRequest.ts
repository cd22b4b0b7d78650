/** A form POST to an endpoint of the provider. */
import type { Redacted } from "effect"
import type { FormParameters } from "./FormParameters.ts"
import { renameParameters } from "./ParameterNames.ts"
import type { TokenRequestClient } from "./TokenRequestClient.ts"

/**
 * Holds a form POST, not yet encoded.
 */
export interface FormRequest {
  readonly url: string
  readonly headers: Readonly<Record<string, string | Redacted.Redacted>>
  readonly parameters: FormParameters
}

/**
 * Makes the request by which a client, authenticated as at the token endpoint, sends parameters to another endpoint.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7009#section-2.1
 * @see https://www.rfc-editor.org/rfc/rfc8628#section-3.1
 */
export const clientRequest = (
  client: TokenRequestClient,
  url: string,
  parameters: FormParameters
): FormRequest => {
  const authentication = client.clientAuthentication(client.credential)
  return {
    url,
    headers: { accept: "application/json", ...client.tokenHeaders, ...authentication.headers },
    parameters: renameParameters({ ...parameters, ...authentication.parameters }, client.parameterNames)
  }
}
