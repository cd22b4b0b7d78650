/** The page on which people go through a flow by hand, and see each of its requests. */
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
import {
  debuggerClient,
  debuggerSteps,
  membersOf,
  mostFlows,
  sendRequest,
  startFlow
} from "./DebuggerFlow.ts"
import type { DebuggerCall, DebuggerContext, DebuggerFlow, Pairs } from "./DebuggerFlow.ts"
import type { PageRequest } from "./PageRequest.ts"
import { readPageRequest } from "./PageRequest.ts"
import { notMadeHere, wrongMethod } from "./problems.ts"

/**
 * Makes what answers at the debugger's page, which is at `url`, and at its callback below. It registers a client of its own
 * with the provider when somebody starts a flow, and remembers the latest flows.
 */
export const makeDebugger = (
  provider: MockProvider,
  url: string
): ((request: WireRequest) => Promise<ProviderAnswer>) => {
  const flows = new Map<string, DebuggerFlow>()
  const context: DebuggerContext = { provider, url, flows }
  return async (request) => answered(await answerPage(context, readPageRequest(request)))
}

const answerPage = (
  context: DebuggerContext,
  pageRequest: PageRequest
): WireResponse | Promise<WireResponse> => {
  const { method } = pageRequest.request
  if (pageRequest.path.endsWith("/callback")) {
    return takeCallback(context, method === "POST" ? pageRequest.form : pageRequest.query)
  }
  if (method === "GET" || method === "HEAD") return showFlow(context, pageRequest)
  return method === "POST" ? act(context, pageRequest) : wrongMethod
}

const takeCallback = ({ flows, url }: DebuggerContext, parameters: RequestParameters): WireResponse => {
  const flow = flows.get(parameters.get("state") ?? "")
  if (flow === undefined) return unknownFlow
  flow.callback = parameters.entries()
  return goTo(url, flow)
}

const goTo = (url: string, { id }: DebuggerFlow): WireResponse => ({
  status: 303,
  headers: { location: `${url}?flow=${id}`, "cache-control": "no-store" },
  body: ""
})

const act = async (context: DebuggerContext, pageRequest: PageRequest): Promise<WireResponse> => {
  const { flows, url } = context
  if (!isBound(pageRequest, "debugger")) return notMadeHere
  const action = pageRequest.form.get("action")
  if (action === "start") return goTo(url, startFlow(context, pageRequest.form))
  const flow = flows.get(pageRequest.form.get("flow") ?? "")
  if (flow === undefined) return unknownFlow
  const step = debuggerSteps.find(({ name }) => name === action)
  const request = step?.request(context, flow)
  return step === undefined || request === undefined
    ? goTo(url, flow)
    : goTo(url, await sendRequest(context, flow, step.title, request))
}

const showFlow = (context: DebuggerContext, pageRequest: PageRequest): WireResponse => {
  const id = pageRequest.query.get("flow")
  const flow = id === undefined ? undefined : context.flows.get(id)
  if (id !== undefined && flow === undefined) return unknownFlow
  const binding = bindingOf(pageRequest)
  const hidden = html`<input type="hidden" name="proof" value="${binding.proofOf("debugger")}" />`
  const content =
    flow === undefined ? startForm(pageRequest.path, hidden) : flowOf(context, pageRequest.path, flow, hidden)
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
      Go through a flow by hand, as a client called <code>${debuggerClient.clientId}</code>, and see each
      request. The <a href="_journal">journal</a> has them too.
    </p>
    <form method="post" action="${path}" class="choices column">
      ${hidden} ${field("scope", "scope", "openid profile email")} ${field("login_hint", "login_hint")}
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

const flowOf = (context: DebuggerContext, path: string, flow: DebuggerFlow, hidden: Html): Html => {
  const possible = debuggerSteps.filter(({ request }) => request(context, flow) !== undefined)
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
    <p><a href="${path}">Start another flow</a>, or see the <a href="_journal">journal</a>.</p>`
}

const listOf = (pairs: Pairs): Html =>
  html`<dl>
    ${pairs.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value}</dd> `
    )}
  </dl>`

const callOf = ({ answer, request, rule, title }: DebuggerCall): Html =>
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
