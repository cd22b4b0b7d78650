/** A menu of what can be done with a row. */
import { html } from "lit"
import type { TemplateResult } from "lit"
import { icon, PageElement } from "./View.ts"

/** An item of a menu. */
export interface MenuItem {
  readonly label: string
  readonly run: () => void
  readonly isDangerous?: boolean
}

class Menu extends PageElement {
  static override properties = { label: {}, items: { attribute: false }, isOpen: { state: true } }

  declare label: string
  declare items: ReadonlyArray<MenuItem>
  declare private isOpen: boolean

  constructor() {
    super()
    this.label = ""
    this.items = []
    this.isOpen = false
  }

  get #buttons(): ReadonlyArray<HTMLElement> {
    return [...this.querySelectorAll<HTMLElement>("[role=menuitem]")]
  }

  readonly #toggled = (event: Event) => {
    this.isOpen = event instanceof ToggleEvent && event.newState === "open"
    if (!this.isOpen) return
    void this.updateComplete.then(() => {
      this.#place()
      this.#buttons[0]?.focus()
    })
  }

  /** Puts the menu under its button, or above where there is no room. */
  #place(): void {
    const button = this.querySelector("button")?.getBoundingClientRect()
    const menu = this.querySelector<HTMLElement>("[popover]")
    if (button === undefined || menu === null) return
    const below = button.bottom + 4
    const hasRoom = below + menu.offsetHeight < innerHeight
    menu.style.top = `${hasRoom ? below : Math.max(4, button.top - 4 - menu.offsetHeight)}px`
    menu.style.left = `${Math.max(8, button.right - menu.offsetWidth)}px`
  }

  readonly #key = (event: KeyboardEvent) => {
    const buttons = this.#buttons
    const at = buttons.findIndex((button) => button === document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    buttons.at(to % buttons.length)?.focus()
  }

  #run({ run }: MenuItem): void {
    this.querySelector<HTMLElement>("[popover]")?.hidePopover()
    run()
  }

  readonly #open = () => this.querySelector<HTMLElement>("[popover]")?.togglePopover()

  protected override render(): TemplateResult {
    return html`<button
        class="quiet square"
        type="button"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? "true" : "false"}
        aria-label=${this.label}
        @click=${this.#open}
      >
        ${icon("more")}
      </button>
      <div
        popover
        class="menu"
        role="menu"
        aria-label=${this.label}
        @toggle=${this.#toggled}
        @keydown=${this.#key}
      >
        ${
          this.isOpen
            ? this.items.map(
                (item) =>
                  html`<button
                    role="menuitem"
                    type="button"
                    tabindex="-1"
                    class=${item.isDangerous === true ? "dangerous" : ""}
                    @click=${() => this.#run(item)}
                  >
                    ${item.label}
                  </button>`
              )
            : ""
        }
      </div>`
  }
}

customElements.define("ac-menu", Menu)
