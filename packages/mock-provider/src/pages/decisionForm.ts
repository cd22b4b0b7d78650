/** The form in which a person decides: who they are, and what they grant. */
import type { ConsentRequest, MadeDecision } from "../core/Consent.ts"
import type { RequestParameters } from "../core/RequestParameters.ts"
import type { User } from "../core/User.ts"
import type { Html } from "./html.ts"
import { html } from "./html.ts"

/** Describes the form: where it is sent, what it carries unseen, and what it asks. */
export interface DecisionForm {
  readonly action: string
  readonly hidden: Readonly<Record<string, string>>
  readonly asked: ConsentRequest
  readonly users: ReadonlyArray<User>
  /** What becomes of the decision. */
  readonly after: Html
}

/** Makes the form. */
export const decisionForm = ({ action, after, asked, hidden, users }: DecisionForm): Html =>
  html` <form method="post" action="${action}">
    ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <fieldset>
      <legend>Sign in as</legend>
      ${users.map((user, index) => choice("radio", "subject", user.subject, asked.subject === undefined ? index === 0 : user.subject === asked.subject, nameOf(user), detailOf(user)))}
    </fieldset>
    ${scopes(asked.scope)}
    <p class="quiet">${after}</p>
    <div class="actions">
      <button name="decision" value="approve">Approve</button>
      <button name="decision" value="deny" class="plain">Deny</button>
    </div>
  </form>`

/** Reads what a person decided; `undefined` when that is not one of the form's answers. */
export const readDecision = (
  form: RequestParameters,
  users: ReadonlyArray<User>
): MadeDecision | undefined => {
  const decision = form.get("decision")
  if (decision === "deny") return { _tag: "Deny" }
  const subject = users.find((user) => user.subject === form.get("subject"))?.subject
  if (decision !== "approve" || subject === undefined) return undefined
  return { _tag: "Approve", subject, scope: form.all("scope") }
}

const scopes = (asked: ReadonlyArray<string>): Html =>
  asked.length === 0
    ? html`<p>It asks for no scope in particular.</p>`
    : html`<fieldset>
        <legend>It asks for</legend>
        ${asked.map((scope) => choice("checkbox", "scope", scope, true, scope))}
      </fieldset>`

const choice = (
  type: "checkbox" | "radio",
  name: string,
  value: string,
  isChecked: boolean,
  label: string,
  detail = ""
): Html =>
  html`<label class="choice">
    <input type="${type}" name="${name}" value="${value}" ${isChecked ? html` checked` : undefined} />
    <span>${label}${detail === "" ? undefined : html` <small>${detail}</small>`}</span>
  </label> `

const nameOf = ({ claims, subject }: User): string =>
  [claims["name"], claims["preferred_username"]].find((name) => typeof name === "string") ?? subject

const detailOf = (user: User): string => {
  const { email } = user.claims
  if (typeof email === "string") return email
  return nameOf(user) === user.subject ? "" : user.subject
}
