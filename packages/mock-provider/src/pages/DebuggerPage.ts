/** The page on which people go through a flow by hand, and see each of its requests. */
import { Base64Url } from "effect/encoding"
import { encodeForm } from "../core/FormEncoding.ts"
import { s256Challenge } from "../core/Pkce.ts"
import { decodeJwt } from "../core/ReceivedJwt.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import { rules } from "../core/rules.ts"
import type { WireRequest, WireResponse } from "../core/WireRequest.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { bindingOf, isBound } from "./BrowserBinding.ts"
import type { Html } from "./html.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"
import type { PageVisit } from "./PageVisit.ts"
import { readVisit } from "./PageVisit.ts"
import { notMadeHere, wrongMethod } from "./problems.ts"

/**
 * Makes what answers at the debugger's page, which is at `url`, and at its callback below. It registers a client of its own
 * with the provider when somebody starts a flow, and remembers the latest flows.
 *
 * @category pages
 * @since 0.1.0
 */
export const makeDebugger = (
  provider: MockProvider,
  url: string
): ((request: WireRequest) => Promise<ProviderAnswer>) => {
  const flows = new Map<string, Flow>()
  const context: Context = { provider, url, flows }
  return async (request) => answered(await answerVisit(context, readVisit(request)))
}

interface Context {
  readonly provider: MockProvider
  readonly url: string
  readonly flows: Map<string, Flow>
}

type Pairs = ReadonlyArray<readonly [name: string, value: string]>

/** A flow as far as it has come. */
interface Flow {
  readonly id: string
  readonly verifier: string
  readonly authorize: string
  /** What the callback brought. */
  callback: Pairs | undefined
  readonly calls: ReadonlyArray<Call>
  accessToken: string | undefined
  refreshToken: string | undefined
}

/** A request that was sent, and what came. */
interface Call {
  readonly title: string
  readonly request: WireRequest
  readonly answer: ProviderAnswer
  readonly rule: keyof typeof rules | undefined
}

const answerVisit = (context: Context, visit: PageVisit): WireResponse | Promise<WireResponse> => {
  const { method } = visit.request
  if (visit.path.endsWith("/callback")) {
    return takeCallback(context, method === "POST" ? visit.form : visit.query)
  }
  if (method === "GET" || method === "HEAD") return showFlow(context, visit)
  return method === "POST" ? act(context, visit) : wrongMethod
}

const client = { clientId: "debugger", clientSecret: "secret-of-the-debugger" }

const takeCallback = ({ flows, url }: Context, parameters: RequestParameters): WireResponse => {
  const flow = flows.get(parameters.get("state") ?? "")
  if (flow === undefined) return unknownFlow
  flow.callback = parameters.entries()
  return goTo(url, flow)
}

const goTo = (url: string, { id }: Flow): WireResponse => ({
  status: 303,
  headers: { location: `${url}?flow=${id}`, "cache-control": "no-store" },
  body: ""
})

const act = (context: Context, visit: PageVisit): WireResponse | Promise<WireResponse> => {
  const { flows, url } = context
  if (!isBound(visit, "debugger")) return notMadeHere
  const action = visit.form.get("action")
  if (action === "start") return goTo(url, start(context, visit.form))
  const flow = flows.get(visit.form.get("flow") ?? "")
  if (flow === undefined) return unknownFlow
  const step = steps.find(({ name }) => name === action)
  const request = step?.request(context, flow)
  return step === undefined || request === undefined
    ? goTo(url, flow)
    : send(context, flow, step.title, request)
}

const start = ({ flows, provider, url }: Context, asked: RequestParameters): Flow => {
  provider.addClient({
    ...client,
    authentication: ["client_secret_post", "client_secret_basic"],
    redirectUris: [`${url}/callback`]
  })
  const [id, verifier] = [random(), random()]
  const chosen = ["scope", "response_mode", "prompt", "login_hint", "resource"] as const
  const parameters = [
    ["response_type", "code"],
    ["client_id", client.clientId],
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
  const flow: Flow = {
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

const mostFlows = 50

const random = (): string => Base64Url.encode(crypto.getRandomValues(new Uint8Array(32)))

const send = async (
  { flows, provider, url }: Context,
  flow: Flow,
  title: string,
  request: WireRequest
): Promise<WireResponse> => {
  const answer = await provider.answer(request)
  const { rule } = provider.journal.findLast(({ method }) => method === request.method) ?? {}
  const next: Flow = {
    ...flow,
    ...tokensOf(answer, flow),
    calls: [...flow.calls, { title, request, answer, rule }]
  }
  flows.set(flow.id, next)
  return goTo(url, next)
}

const tokensOf = (answer: ProviderAnswer, flow: Flow): Pick<Flow, "accessToken" | "refreshToken"> => {
  const members = answer._tag === "Response" ? membersOf(answer.body) : {}
  const { access_token: accessToken, refresh_token: refreshToken } = members
  return {
    accessToken: typeof accessToken === "string" ? accessToken : flow.accessToken,
    refreshToken: typeof refreshToken === "string" ? refreshToken : flow.refreshToken
  }
}

const membersOf = (body: string): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === "object" && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

/** What can be done in a flow, where it has come so far. */
interface DebuggerStep {
  readonly name: string
  readonly title: string
  readonly request: (context: Context, flow: Flow) => WireRequest | undefined
}

const posting = (url: string | undefined, pairs: Pairs): WireRequest | undefined =>
  url === undefined
    ? undefined
    : {
        method: "POST",
        url,
        headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
        body: encodeForm([...pairs, ["client_id", client.clientId], ["client_secret", client.clientSecret]])
      }

const using = (url: string | undefined, token: string | undefined): WireRequest | undefined =>
  url === undefined || token === undefined
    ? undefined
    : { method: "GET", url, headers: { authorization: `Bearer ${token}` }, body: "" }

const withToken = (url: string | undefined, token: string | undefined): WireRequest | undefined =>
  token === undefined ? undefined : posting(url, [["token", token]])

const steps: ReadonlyArray<DebuggerStep> = [
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

const showFlow = (context: Context, visit: PageVisit): WireResponse => {
  const id = visit.query.get("flow")
  const flow = id === undefined ? undefined : context.flows.get(id)
  if (id !== undefined && flow === undefined) return unknownFlow
  const binding = bindingOf(visit)
  const hidden = html`<input type="hidden" name="proof" value="${binding.proofOf("debugger")}" />`
  const content =
    flow === undefined ? startForm(visit.path, hidden) : flowOf(context, visit.path, flow, hidden)
  const title = "Debugger"
  return page(
    200,
    title,
    html`<h1>${title}</h1>
      ${content}`,
    { headers: binding.headers, isWide: true }
  )
}

const startForm = (path: string, hidden: Html): Html =>
  html`<p>
      Go through a flow by hand, as a client called <code>${client.clientId}</code>, and see each request.
    </p>
    <form method="post" action="${path}" class="choices column">
      ${hidden} ${field("scope", "Scope", "openid profile email")} ${field("login_hint", "login_hint")}
      ${field("prompt", "prompt")} ${field("resource", "resource")}
      <label
        >response_mode
        <select name="response_mode">
          <option>query</option>
          <option>form_post</option>
        </select>
      </label>
      <div class="actions"><button name="action" value="start">Make the authorization request</button></div>
    </form>`

const field = (name: string, label: string, value = ""): Html =>
  html`<label
    >${label} <input name="${name}" value="${value}" autocomplete="off" spellcheck="false"
  /></label>`

const flowOf = (context: Context, path: string, flow: Flow, hidden: Html): Html => {
  const possible = steps.filter(({ request }) => request(context, flow) !== undefined)
  return html`<ol class="steps">
      <li>
        <h2>Authorization request</h2>
        ${listOf([...new URL(flow.authorize).searchParams])}
        <p><a href="${flow.authorize}">Go to the authorization endpoint</a></p>
      </li>
      ${
        flow.callback === undefined
          ? undefined
          : html`<li>
              <h2>Callback</h2>
              ${listOf(flow.callback)}
            </li>`
      }
      ${flow.calls.map(callOf)}
    </ol>
    ${
      possible.length === 0
        ? undefined
        : html`<form method="post" action="${path}">
            ${hidden}<input type="hidden" name="flow" value="${flow.id}" />
            <div class="actions">
              ${possible.map(({ name, title }) => html`<button name="action" value="${name}">${title}</button> `)}
            </div>
          </form>`
    }
    <p><a href="${path}">Start another flow</a></p>`
}

const listOf = (pairs: Pairs): Html =>
  html`<dl>
    ${pairs.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd> `
    )}
  </dl>`

const callOf = ({ answer, request, rule, title }: Call): Html =>
  html`<li>
    <h2>${title}</h2>
    <pre>${`${request.method} ${request.url}\n${request.body.replaceAll("&", "\n&")}`.trim()}</pre>
    ${rule === undefined ? undefined : html`<p class="alarm">${rules[rule].description} (${rule}, ${rules[rule].source})</p>`}
    <pre>${answer._tag === "Response" ? `${answer.status}\n${pretty(answer.body)}` : answer._tag}</pre>
    ${answer._tag === "Response" ? jwtsOf(answer.body) : undefined}
  </li> `

const pretty = (body: string): string => {
  const members = membersOf(body)
  return Object.keys(members).length === 0 ? body : JSON.stringify(members, null, 2)
}

const jwtsOf = (body: string): ReadonlyArray<Html> =>
  Object.entries(membersOf(body)).flatMap(([name, value]) => {
    const jwt = typeof value === "string" ? decodeJwt(value) : undefined
    return jwt === undefined
      ? []
      : [
          html`<h3>${name}, decoded</h3>
            <pre>${JSON.stringify(jwt, null, 2)}</pre>`
        ]
  })

const unknownFlow = page(
  404,
  "No such flow",
  html`<h1>No such flow</h1>
    <p>It was started before the provider was, or is older than the last ${`${mostFlows}`}.</p>`
)
