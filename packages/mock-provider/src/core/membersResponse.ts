/** Answers that consist of members: as JSON, or as a form where the provider writes forms. */
import { encodeForm } from "./FormEncoding.ts"
import type { JsonMembers } from "./JsonMembers.ts"
import { jsonResponse, uncached } from "./jsonResponse.ts"
import type { TokenResponseShape } from "./Deviations.ts"
import type { ReceivedRequest } from "./ReceivedRequest.ts"
import type { WireResponse } from "./WireRequest.ts"

/** Describes an answer but for its members. */
export interface MembersShape {
  readonly status: number
  readonly format?: TokenResponseShape["format"] | undefined
  /** Default: the format's. */
  readonly contentType?: string | undefined
}

/** Writes members as the answer to a request, in the format that it has. */
export const membersResponse = (
  request: ReceivedRequest,
  { contentType, format, status }: MembersShape,
  members: JsonMembers
): WireResponse => {
  if (isForm(format, request)) {
    const type = contentType ?? "application/x-www-form-urlencoded"
    return { status, headers: { "content-type": type, ...uncached }, body: formOf(members) }
  }
  return jsonResponse(
    status,
    members,
    contentType === undefined ? undefined : { "content-type": contentType }
  )
}

/** Says whether an answer is a form: in the format `form-unless-json-accepted` it is for the request to say. */
export const isForm = (format: TokenResponseShape["format"], { header }: ReceivedRequest): boolean =>
  format === "form" ||
  (format === "form-unless-json-accepted" && !/\bapplication\/json\b/i.test(header("accept") ?? ""))

const formOf = (members: JsonMembers): string =>
  encodeForm(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value)
    ])
  )
