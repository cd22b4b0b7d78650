/** Pages that say what went wrong. */
import type { WireResponse } from "../core/WireRequest.ts"
import { html } from "./html.ts"
import { page } from "./page.ts"

/** Says that a form came from elsewhere than the page that shows it. */
export const notMadeHere = page(
  403,
  "This form is not yours",
  html`<h1>This form is not yours</h1>
    <p>It was not sent from the page that this browser was shown. Cookies may be turned off.</p>
    <p>Go back to the application and start again.</p>`
)

/** Says that a form has other answers than it offers. */
export const unreadable = page(
  400,
  "This form cannot be read",
  html`<h1>This form cannot be read</h1>
    <p>
      It has to have <code>decision</code>, which is <code>approve</code> or <code>deny</code>, and to
      approve, a user of this provider as <code>subject</code>.
    </p>`
)

/** Says that nothing is at a path, and at which paths something is. */
export const nothingHere = (path: string, served: ReadonlyArray<string>): WireResponse =>
  page(
    404,
    "Nothing is here",
    html`<h1>Nothing is here</h1>
      <p>Nothing is served at <code>${path}</code>, but at:</p>
      <ul>
        ${served.map((each) => html`<li><code>${each}</code></li> `)}
      </ul>`
  )

/** Says that a page was asked for in a way that it does not know. */
export const wrongMethod = page(
  405,
  "This page is only shown and sent",
  html`<h1>This page is only shown and sent</h1>
    <p>It takes the methods GET and POST.</p>`,
  { headers: { allow: "GET, HEAD, POST" } }
)
