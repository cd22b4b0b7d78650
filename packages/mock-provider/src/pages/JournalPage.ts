/** The page on which people watch what clients ask, and why it was refused. */
import { Redacted } from "effect"
import { endpointNames } from "../core/Endpoint.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import { rules } from "../core/rules.ts"
import type { WireHeaders, WireResponse } from "../core/WireRequest.ts"
import type { Exchange } from "../runtime/Exchange.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import type { Html } from "./html.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"
import type { PageRequest } from "./PageRequest.ts"

/**
 * Shows the latest exchanges, the newest first, and shows more as they come. Secrets are shown only where the address asks
 * for them (`secrets=show`); `endpoint` and `refused` choose among the exchanges, and `after` leaves out the first ones.
 */
export const showJournal = (provider: MockProvider, { path, query }: PageRequest): WireResponse => {
  const choice = {
    endpoint: query.get("endpoint"),
    refused: query.get("refused") === "only",
    secrets: query.get("secrets") === "show"
  }
  const after = Number(query.get("after") ?? 0)
  const { journal } = provider
  const shown = journal
    .filter((exchange) => exchange.number > after && isChosen(exchange, choice))
    .slice(-most)
    .toReversed()
  const title = "Journal"
  return page(
    200,
    title,
    html`<h1>${title}</h1>
      <p class="quiet">
        What clients have asked ${provider.issuer}, the newest first. Times are UTC. To ask by hand, use the
        <a href="_debugger">debugger</a>.
      </p>
      ${choiceForm(path, choice)}
      <p id="none" class="quiet" ${shown.length === 0 ? undefined : html`hidden`}>
        No exchange is like that yet.
      </p>
      <ol id="exchanges" class="exchanges" data-last="${`${provider.journalLength}`}">
        ${shown.map((exchange) => row(exchange, choice.secrets))}
      </ol>`,
    { script: liveScript, isWide: true }
  )
}

const most = 200

interface Choice {
  readonly endpoint: string | undefined
  readonly refused: boolean
  readonly secrets: boolean
}

const isChosen = ({ endpoint, rule }: Exchange, { endpoint: wanted, refused }: Choice): boolean =>
  (wanted === undefined || wanted === endpoint) && (!refused || rule !== undefined)

const choiceForm = (path: string, { endpoint, refused, secrets }: Choice): Html =>
  html`<form method="get" action="${path}" class="choices">
    <label
      >Endpoint
      <select name="endpoint">
        <option value="">all</option>
        ${[...endpointNames, "unknown"].map((name) => html`<option ${name === endpoint ? html`selected` : undefined}>${name}</option> `)}
      </select>
    </label>
    <label><input type="checkbox" name="refused" value="only" ${checked(refused)} /> refused only</label>
    <label><input type="checkbox" name="secrets" value="show" ${checked(secrets)} /> with secrets</label>
    <label id="live" hidden><input type="checkbox" checked /> live</label>
    <button>Show</button>
  </form>`

const checked = (is: boolean): Html | undefined => (is ? html`checked` : undefined)

const row = (exchange: Exchange, secrets: boolean): Html => {
  const { at, authentication, endpoint, fault, method, number, rule, status } = exchange
  return html`<li>
    <details>
      <summary>
        <span class="number">${`${number}`}</span>
        <time>${new Date(at).toISOString().slice(11, 19)}</time>
        <strong>${method} ${endpoint}</strong>
        <span>${authentication.clientId ?? "no client"}</span>
        <span class="${rule === undefined ? "status" : "status alarm"}"
          >${status === undefined ? "no response" : `${status}`}</span
        >
        ${rule === undefined ? undefined : html`<span class="alarm">${rule}</span>`}
        ${fault === undefined ? undefined : html`<span class="mark">${fault.action}</span>`}
      </summary>
      <dl>
        ${rule === undefined ? undefined : term("Refused", [rules[rule].description, rules[rule].source])}
        ${fault === undefined ? undefined : term("Fault", [`${fault.action}, number ${fault.index} of the plan, ${fault.did === "nothing" ? "found nothing to alter" : fault.did}`])}
        ${term("Client authentication", [authentication.method])}
        ${term("Parameters", linesOf(exchange.parameters, secrets))}
        ${term("Query", exchange.method === "GET" ? [] : linesOf(exchange.query, secrets))}
        ${term(
          "What happened",
          exchange.events.map(({ _tag }) => _tag)
        )}
        ${secrets ? wire(exchange) : undefined}
      </dl>
    </details>
  </li> `
}

const term = (label: string, values: ReadonlyArray<string>): Html | undefined =>
  values.length === 0
    ? undefined
    : html`<dt>${label}</dt>
        ${values.map((value) => html`<dd>${value}</dd> `)}`

const linesOf = (parameters: RequestParameters, secrets: boolean): ReadonlyArray<string> => {
  const shown = secrets ? parameters.entries() : Object.entries(parameters.toJSON())
  return shown.map(([name, value]) => `${name}=${value}`)
}

const wire = (exchange: Exchange): Html => {
  const request = Redacted.value(exchange.request)
  const answer = Redacted.value(exchange.answer)
  const answered =
    answer._tag === "Response" ? message(`${answer.status}`, answer.headers, answer.body) : answer._tag
  return html`<dt>Request</dt>
    <dd><pre>${message(`${request.method} ${request.url}`, request.headers, request.body)}</pre></dd>
    <dt>Answer</dt>
    <dd><pre>${answered}</pre></dd>`
}

const message = (first: string, headers: WireHeaders, body: string): string =>
  [first, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), "", body].join("\n").trim()

// Asks each second for what came since, while somebody looks.
const liveScript = `
const list = document.getElementById("exchanges")
const live = document.getElementById("live")
live.hidden = false
const ask = async () => {
  if (live.firstElementChild.checked && document.visibilityState === "visible") {
    const url = new URL(location.href)
    url.searchParams.set("after", list.dataset.last)
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) {
      const next = new DOMParser().parseFromString(await response.text(), "text/html").getElementById("exchanges")
      if (Number(next.dataset.last) < Number(list.dataset.last)) list.replaceChildren()
      else list.prepend(...next.children)
      list.dataset.last = next.dataset.last
      document.getElementById("none").hidden = list.childElementCount > 0
    }
  }
  setTimeout(ask, 1000)
}
setTimeout(ask, 1000)
`
