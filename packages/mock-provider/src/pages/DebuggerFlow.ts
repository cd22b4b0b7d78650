/** The flows that people go through by hand on the debugger's page: as a client of the provider, one request after another. */
import { Base64Url } from "effect/encoding"
import { encodeForm } from "../core/FormEncoding.ts"
import { s256Challenge } from "../core/Pkce.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { RuleName } from "../core/rules.ts"
import type { WireRequest } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"

/** The provider of the flows, the URL of the debugger's page, and the latest flows by their ids. */
export interface DebuggerContext {
  readonly provider: MockProvider
  readonly url: string
  readonly flows: Map<string, DebuggerFlow>
}

export type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** A flow as far as it has come. */
export interface DebuggerFlow {
  readonly id: string
  readonly verifier: string
  readonly authorize: string
  /** What the callback brought. */
  callback: Pairs | undefined
  readonly calls: ReadonlyArray<DebuggerCall>
  accessToken: string | undefined
  refreshToken: string | undefined
}

/** A request that was sent, and what came. */
export interface DebuggerCall {
  readonly title: string
  readonly request: WireRequest
  readonly answer: ProviderAnswer
  readonly rule: RuleName | undefined
}

/** The client of the flows. */
export const debuggerClient = { clientId: "debugger", clientSecret: "secret-of-the-debugger" }

/** Starts a flow: registers the client, and makes the authorization request of what was chosen. */
export const startFlow = (
  { flows, provider, url }: DebuggerContext,
  asked: RequestParameters
): DebuggerFlow => {
  provider.addClient({
    ...debuggerClient,
    authentication: ["client_secret_post", "client_secret_basic"],
    redirectUris: [`${url}/callback`]
  })
  const [id, verifier] = [random(), random()]
  const chosen = ["scope", "response_mode", "prompt", "login_hint", "resource"] as const
  const parameters = [
    ["response_type", "code"],
    ["client_id", debuggerClient.clientId],
    ["redirect_uri", `${url}/callback`],
    ["state", id],
    ["code_challenge", s256Challenge(verifier)],
    ["code_challenge_method", "S256"],
    ...chosen.flatMap((name) => {
      const value = asked.get(name)
      return value === undefined ? [] : [[name, value] as const]
    })
  ] as const
  const { authorize } = provider.endpoints
  const flow: DebuggerFlow = {
    id,
    verifier,
    authorize: `${authorize}${authorize.includes("?") ? "&" : "?"}${encodeForm(parameters)}`,
    callback: undefined,
    calls: [],
    accessToken: undefined,
    refreshToken: undefined
  }
  flows.set(id, flow)
  const [oldest] = flows.keys()
  if (flows.size > mostFlows && oldest !== undefined) flows.delete(oldest)
  return flow
}

/** How many flows are remembered. */
export const mostFlows = 50

const random = (): string => Base64Url.encode(crypto.getRandomValues(new Uint8Array(32)))

/** Sends the request of a step, and gives the flow with what came of it. */
export const sendRequest = async (
  { flows, provider }: DebuggerContext,
  flow: DebuggerFlow,
  title: string,
  request: WireRequest
): Promise<DebuggerFlow> => {
  const answer = await provider.answer(request)
  const { rule } = provider.journal.findLast(({ method }) => method === request.method) ?? {}
  const next: DebuggerFlow = {
    ...flow,
    ...tokensOf(answer, flow),
    calls: [...flow.calls, { title, request, answer, rule }]
  }
  flows.set(flow.id, next)
  return next
}

const tokensOf = (
  answer: ProviderAnswer,
  flow: DebuggerFlow
): Pick<DebuggerFlow, "accessToken" | "refreshToken"> => {
  const members = answer._tag === "Response" ? membersOf(answer.body) : {}
  const { access_token: accessToken, refresh_token: refreshToken } = members
  return {
    accessToken: typeof accessToken === "string" ? accessToken : flow.accessToken,
    refreshToken: typeof refreshToken === "string" ? refreshToken : flow.refreshToken
  }
}

/** Gives the members of a body of JSON; none where it is something else. */
export const membersOf = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** What can be done in a flow, where it has come so far. */
export interface DebuggerStep {
  readonly name: string
  readonly title: string
  readonly request: (context: DebuggerContext, flow: DebuggerFlow) => WireRequest | undefined
}

const posting = (url: string | undefined, pairs: Pairs): WireRequest | undefined =>
  url === undefined
    ? undefined
    : {
        method: "POST",
        url,
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: encodeForm([
          ...pairs,
          ["client_id", debuggerClient.clientId],
          ["client_secret", debuggerClient.clientSecret]
        ])
      }

const using = (url: string | undefined, token: string | undefined): WireRequest | undefined =>
  url === undefined || token === undefined
    ? undefined
    : { method: "GET", url, headers: { authorization: `Bearer ${token}` }, body: "" }

const withToken = (url: string | undefined, token: string | undefined): WireRequest | undefined =>
  token === undefined ? undefined : posting(url, [["token", token]])

/** The steps of a flow after its authorization request. */
export const debuggerSteps: ReadonlyArray<DebuggerStep> = [
  {
    name: "exchange",
    title: "Exchange the code",
    request: ({ provider, url }, { callback, verifier }) => {
      const code = callback?.find(([name]) => name === "code")?.[1]
      return code === undefined
        ? undefined
        : posting(provider.endpoints.token, [
            ["grant_type", "authorization_code"],
            ["code", code],
            ["redirect_uri", `${url}/callback`],
            ["code_verifier", verifier]
          ])
    }
  },
  {
    name: "refresh",
    title: "Refresh",
    request: ({ provider: { endpoints } }, { refreshToken }) =>
      refreshToken === undefined
        ? undefined
        : posting(endpoints.refresh ?? endpoints.token, [
            ["grant_type", "refresh_token"],
            ["refresh_token", refreshToken]
          ])
  },
  {
    name: "userinfo",
    title: "Ask userinfo",
    request: ({ provider }, { accessToken }) => using(provider.endpoints.userinfo, accessToken)
  },
  {
    name: "resource",
    title: "Use the API",
    request: ({ provider }, { accessToken }) => using(provider.endpoints.resource, accessToken)
  },
  {
    name: "introspect",
    title: "Introspect the access token",
    request: ({ provider }, { accessToken }) => withToken(provider.endpoints.introspect, accessToken)
  },
  {
    name: "revoke",
    title: "Revoke the grant",
    request: ({ provider }, { refreshToken }) => withToken(provider.endpoints.revoke, refreshToken)
  }
]
