/** The fields of forms, each with its label, its hint and what is wrong with it. */
import { html, nothing } from "lit"
import { icon } from "./View.ts"
import { fill } from "./localize.ts"
import type { Texts } from "./localize.ts"

interface Field {
  readonly id: string
  readonly label: string
  readonly hint?: string
  readonly value?: string
  readonly required?: boolean
  readonly problem?: string | undefined
  readonly disabled?: boolean
}

const described = ({ hint, id, problem }: Field) =>
  [hint === undefined ? "" : `${id}-hint`, problem === undefined ? "" : `${id}-problem`].join(" ").trim()

const around = (field: Field, input: unknown) =>
  html`<div class="field">
    <label for=${field.id}>${field.label}</label>
    ${input}
    ${field.hint === undefined ? nothing : html`<p class="hint" id="${field.id}-hint">${field.hint}</p>`}
    ${
      field.problem === undefined
        ? nothing
        : html`<p class="problem" id="${field.id}-problem">${field.problem}</p>`
    }
  </div>`

/** A line of text. */
export const textField = (field: Field) =>
  around(
    field,
    html`<input
      id=${field.id}
      name=${field.id}
      autocomplete="off"
      autocapitalize="none"
      spellcheck="false"
      .value=${field.value ?? ""}
      ?disabled=${field.disabled}
      aria-required=${field.required === true ? "true" : "false"}
      aria-invalid=${field.problem === undefined ? "false" : "true"}
      aria-describedby=${described(field) || nothing}
    />`
  )

/** A secret, hidden until the person wants to see it. */
export const secretField = (t: Texts, field: Field) => {
  const toggle = ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return
    const input = currentTarget.parentElement?.querySelector("input")
    if (input === null || input === undefined) return
    const isShown = input.type === "text"
    input.type = isShown ? "password" : "text"
    currentTarget.setAttribute("aria-label", isShown ? t.show_secret : t.hide_secret)
    currentTarget.setAttribute("aria-pressed", String(!isShown))
  }
  return around(
    field,
    html`<div class="with-button">
      <input
        id=${field.id}
        name=${field.id}
        type="password"
        autocomplete="off"
        ?disabled=${field.disabled}
        aria-required=${field.required === true ? "true" : "false"}
        aria-invalid=${field.problem === undefined ? "false" : "true"}
        aria-describedby=${described(field) || nothing}
      />
      <button
        class="quiet square"
        type="button"
        aria-label=${t.show_secret}
        aria-pressed="false"
        @click=${toggle}
      >
        ${icon("eye")}
      </button>
    </div>`
  )
}

/** A text to copy. */
export const copyField = (t: Texts, field: Field) => {
  const copy = async ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement)) return
    const shown = currentTarget.parentElement?.querySelector("output")
    if (shown === null || shown === undefined) return
    getSelection()?.selectAllChildren(shown)
    // Only a page that came safely may write to the clipboard.
    if (navigator.clipboard === undefined) document.execCommand("copy")
    else await navigator.clipboard.writeText(field.value ?? "")
    const said = currentTarget.parentElement?.querySelector("[role=status]")
    if (said !== null && said !== undefined) said.textContent = t.copied
  }
  return around(
    field,
    html`<div class="with-button">
      <output id=${field.id} class="mono">${field.value}</output>
      <button
        class="secondary square"
        type="button"
        aria-label=${fill(t.copy_what, { what: field.label })}
        @click=${copy}
      >
        ${icon("copy")}
      </button>
      <p class="hint copied" role="status"></p>
    </div>`
  )
}

/** What a form holds, white space around it left out. */
export const valuesOf = (form: HTMLFormElement): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new FormData(form)].map(([name, value]) => [name, typeof value === "string" ? value.trim() : ""])
  )
