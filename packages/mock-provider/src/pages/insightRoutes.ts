/** The pages on which people look into a provider, where the control API is served too. */
import { headerOf, type WireRequest } from "../core/WireRequest.ts"
import { isHere } from "../control/ControlGuard.ts"
import type { DeferredAnswer, ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import type { MockProvider } from "../runtime/MockProvider.ts"
import { makeDebugger } from "./DebuggerPage.ts"
import { html } from "./html.ts"
import { showJournal } from "./JournalPage.ts"
import { page } from "./page.ts"
import { readPageRequest } from "./PageRequest.ts"
import { wrongMethod } from "./problems.ts"

/** Describes where such a page is, and what answers there. */
export interface InsightRoute {
  readonly url: string
  readonly below: boolean
  readonly handle: (request: WireRequest) => ProviderAnswer | DeferredAnswer
}

/**
 * Lists the journal's page and the debugger's, below a URL. They show and do what the control API does, so they answer under
 * the names only under which that answers: those of the loopback, addresses, and `hosts`.
 */
export const insightRoutes = (
  provider: MockProvider,
  url: string,
  hosts: ReadonlyArray<string>
): ReadonlyArray<InsightRoute> => {
  const debug = makeDebugger(provider, `${url}/_debugger`)
  const guarded =
    (handle: InsightRoute["handle"]): InsightRoute["handle"] =>
    (request) =>
      isHere(headerOf(request.headers, "host") ?? "", hosts) ? handle(request) : answered(notHere)
  return [
    {
      url: `${url}/_journal`,
      below: false,
      handle: guarded((request) =>
        answered(
          request.method === "GET" || request.method === "HEAD"
            ? showJournal(provider, readPageRequest(request))
            : wrongMethod
        )
      )
    },
    {
      url: `${url}/_debugger`,
      below: true,
      handle: guarded((request) => ({ _tag: "Deferred", settled: debug(request) }))
    }
  ]
}

const notHere = page(
  403,
  "Not under this name",
  html`<h1>Not under this name</h1>
    <p>
      This page is reached as <code>127.0.0.1</code> or <code>localhost</code>, or under the host that the
      server was started with.
    </p>`
)
