/** What the two lists have in common: a search, and rows that come as they are looked for. */
import { html, nothing } from "lit"
import type { TemplateResult } from "lit"
import { fill } from "./localize.ts"
import { icon, PageElement } from "./View.ts"
import type { View } from "./View.ts"

/** How many rows come at a time. */
const pageSize = 100

/** A page with a list. */
export abstract class Rows<Row> extends PageElement {
  static override properties = {
    view: { attribute: false },
    search: { state: true },
    limit: { state: true }
  }

  declare view: View
  declare protected search: string
  declare protected limit: number
  readonly #sight = new IntersectionObserver((seen) => {
    if (seen.some(({ isIntersecting }) => isIntersecting)) this.limit += pageSize
  })

  constructor() {
    super()
    this.search = ""
    this.limit = pageSize
  }

  /** What a row is looked for by. */
  protected abstract wordsOf(row: Row): string
  protected abstract row(row: Row): TemplateResult

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#sight.disconnect()
  }

  protected override updated(): void {
    this.#sight.disconnect()
    const end = this.querySelector(".end-of-rows")
    if (end !== null) this.#sight.observe(end)
  }

  /** The table, with a search where there is much to look through. */
  protected table(caption: string, columns: ReadonlyArray<string>, rows: ReadonlyArray<Row>): TemplateResult {
    const { t } = this.view
    const wanted = this.search.trim().toLocaleLowerCase()
    const found =
      wanted === "" ? rows : rows.filter((row) => this.wordsOf(row).toLocaleLowerCase().includes(wanted))
    const shown = found.slice(0, this.limit)
    return html`${rows.length > 8 ? this.#searchField() : nothing}
    ${
      found.length === 0
        ? html`<p class="hint" role="status">${fill(t.nothing_found, { text: this.search })}</p>`
        : html`<table role="table" aria-label=${caption} aria-rowcount=${found.length + 1}>
            <thead role="rowgroup">
              <tr role="row">
                ${columns.map((column) => html`<th role="columnheader" scope="col">${column}</th>`)}
                <th role="columnheader" scope="col">
                  <span class="for-readers">${fill(t.actions_of, { name: caption })}</span>
                </th>
              </tr>
            </thead>
            <tbody role="rowgroup">
              ${shown.map((row) => this.row(row))}
            </tbody>
          </table>`
    }
    ${
      shown.length < found.length
        ? html`<p class="hint end-of-rows">
            ${fill(t.shown_of, { shown: shown.length, all: found.length })}
          </p>`
        : nothing
    }`
  }

  #searchField(): TemplateResult {
    const { t } = this.view
    return html`<div class="search">
      ${icon("search")}
      <input
        type="search"
        aria-label=${t.search}
        placeholder=${t.search}
        .value=${this.search}
        @input=${({ target }: Event) => {
          if (!(target instanceof HTMLInputElement)) return
          this.search = target.value
          this.limit = pageSize
        }}
      />
    </div>`
  }
}
