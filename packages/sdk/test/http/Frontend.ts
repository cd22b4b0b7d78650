/** The REST calls of Home Assistant's front end, as it makes them. */
import { Effect } from "effect"
import { adminToken, baseUrl } from "./Server.ts"

/** What a call was answered with: the status, and the body as JSON where it is. */
export interface Answered {
  readonly status: number
  readonly body: unknown
}

/** Calls the API: with the token, and on creating, continuing and looking at a flow, the frontend's base URL. */
export const callApi = Effect.fnUntraced(function* (
  method: "GET" | "POST" | "DELETE",
  path: string,
  body?: unknown,
  { token = adminToken }: { readonly token?: string } = {}
) {
  const base = yield* baseUrl
  return yield* Effect.promise(async (): Promise<Answered> => {
    const response = await fetch(`${base}/api/config/config_entries/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(method === "DELETE" ? {} : { "HA-Frontend-Base": base }),
        ...(body === undefined ? {} : { "content-type": "application/json;charset=UTF-8" })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    })
    const text = await response.text()
    const isJson = response.headers.get("content-type")?.includes("application/json")
    return { status: response.status, body: isJson ? JSON.parse(text) : text }
  })
})
