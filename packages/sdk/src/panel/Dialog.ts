/** A dialog over the page. */
import { html } from "lit"
import type { TemplateResult } from "lit"
import { messageOf } from "./api.ts"
import { icon, PageElement } from "./View.ts"
import type { View } from "./View.ts"

/**
 * A dialog that opens when it is put into the page. It fires `done` when it has closed. The browser keeps the focus inside and
 * closes it by Escape.
 */
export abstract class Dialog extends PageElement {
  static override properties = {
    view: { attribute: false },
    problem: { state: true },
    isBusy: { state: true }
  }

  declare view: View
  declare protected problem: string
  declare protected isBusy: boolean

  constructor() {
    super()
    this.problem = ""
    this.isBusy = false
  }

  protected abstract heading(): string
  protected abstract content(): TemplateResult

  /** Runs what the person asked for; what goes wrong is said in the dialog. */
  protected async attempt(run: () => Promise<void>): Promise<void> {
    this.problem = ""
    this.isBusy = true
    try {
      await run()
    } catch (error) {
      this.problem = messageOf(error)
    }
    this.isBusy = false
  }

  protected close(): void {
    this.querySelector("dialog")?.close()
  }

  /** What has to be done once the dialog has closed. */
  protected ended(): void {
    this.dispatchEvent(new Event("done"))
  }

  protected override firstUpdated(): void {
    this.querySelector("dialog")?.showModal()
  }

  protected override render(): TemplateResult {
    const { t } = this.view
    return html`<dialog aria-labelledby="dialog-title" @close=${this.ended}>
      <header>
        <h2 id="dialog-title">${this.heading()}</h2>
        <button class="quiet square" type="button" aria-label=${t.close} @click=${this.close}>
          ${icon("close")}
        </button>
      </header>
      ${
        this.problem === ""
          ? ""
          : html`<p class="notice bad" role="alert">${icon("alert")}<span>${this.problem}</span></p>`
      }
      ${this.content()}
    </dialog>`
  }
}
