/** What the pages show. */
import { html, LitElement, svg } from "lit"
import { messageOf } from "./api.ts"
import type { Api, CredentialItem, CurrentUser, EntryItem, FlowInProgressItem, Integrations } from "./api.ts"
import { fill } from "./localize.ts"
import type { Texts } from "./localize.ts"

/** An element whose template is a part of the page, so that one stylesheet and one set of ids serves all. */
export class PageElement extends LitElement {
  protected override createRenderRoot(): HTMLElement {
    return this
  }
}

/** What is to be done in a dialog. */
export type Task =
  | {
      readonly type: "link"
      readonly handler?: string
      readonly entry?: EntryItem
      readonly flow?: FlowInProgressItem
    }
  | { readonly type: "add-credential" }
  | { readonly type: "rename" | "replace-secret" | "delete"; readonly credential: CredentialItem }
  | { readonly type: "remove"; readonly entry: EntryItem }

/** Holds all that a page needs; it is made anew whenever something changes. */
export interface View {
  readonly api: Api
  readonly user: CurrentUser
  readonly t: Texts
  /** The texts of integrations and of the host. */
  readonly texts: Readonly<Record<string, string>>
  readonly integrations: Integrations
  readonly credentials: ReadonlyArray<CredentialItem>
  readonly entries: ReadonlyArray<EntryItem>
  readonly flows: ReadonlyArray<FlowInProgressItem>
  /** Opens a dialog. */
  readonly begin: (task: Task) => void
  /** Shows a sentence for a while. */
  readonly say: (sentence: string) => void
}

/** The name of an integration. */
export const integrationName = ({ texts }: View, domain: string): string =>
  texts[`component.${domain}.title`] ?? domain

/** The name of a credential. */
export const credentialName = ({ client_id, name }: CredentialItem): string => name ?? client_id

/** The accounts that were linked with a credential. */
export const entriesOf = ({ entries }: View, { id }: CredentialItem): ReadonlyArray<EntryItem> =>
  entries.filter(({ application_credentials_id }) => application_credentials_id === id)

/** The accounts by the credential that they were linked with. */
export const entriesByCredential = (
  entries: ReadonlyArray<EntryItem>
): ReadonlyMap<string, ReadonlyArray<EntryItem>> => {
  const found = new Map<string, Array<EntryItem>>()
  for (const entry of entries) {
    const { application_credentials_id: id } = entry
    if (id === null) continue
    const others = found.get(id)
    if (others === undefined) found.set(id, [entry])
    else others.push(entry)
  }
  return found
}

/** What stands for an integration, where it has no picture: its first letter. */
export const initial = (name: string) =>
  html`<span class="initial" aria-hidden="true">${[...name][0]?.toUpperCase()}</span>`

/** Runs what a person asked for, and says so where it fails. */
export const attempt = async (view: View, run: () => Promise<unknown>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    view.say(fill(view.t.failed, { message: messageOf(error) }))
  }
}

const paths = {
  alert: svg`<path d="M12 8v5m0 3.5v.01M10.3 3.9 2.4 17.6A2 2 0 0 0 4.1 20.6h15.8a2 2 0 0 0 1.7-3L13.7 3.9a2 2 0 0 0-3.4 0Z"/>`,
  check: svg`<path d="m5 12.5 4.5 4.5L19 7.5"/>`,
  chevron: svg`<path d="m9 6 6 6-6 6"/>`,
  close: svg`<path d="M6 6l12 12M18 6 6 18"/>`,
  cloud: svg`<path d="M7 18a4.5 4.5 0 0 1-.6-8.96 6 6 0 0 1 11.4 1.5A3.8 3.8 0 0 1 17.5 18Z"/>`,
  copy: svg`<rect x="9" y="9" width="11" height="11" rx="2"/><path d="M5 15H4a1 1 0 0 1-1-1V5a2 2 0 0 1 2-2h9a1 1 0 0 1 1 1v1"/>`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12Z"/><circle cx="12" cy="12" r="2.8"/>`,
  key: svg`<circle cx="8" cy="15" r="4.5"/><path d="m11.2 11.8 8.3-8.3M16 7l3 3"/>`,
  link: svg`<path d="M9.5 14.5a4.5 4.5 0 0 0 6.4 0l3-3a4.5 4.5 0 0 0-6.4-6.4l-1 1m3 3.4a4.5 4.5 0 0 0-6.4 0l-3 3a4.5 4.5 0 0 0 6.4 6.4l1-1"/>`,
  more: svg`<path d="M12 5.5v.01M12 12v.01M12 18.5v.01" stroke-width="3"/>`,
  out: svg`<path d="M14 5h5v5m0-5-8.5 8.5M10 5H6a1 1 0 0 0-1 1v12a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1v-4"/>`,
  search: svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`
}

/** A picture beside a text, which says nothing that the text does not. */
export const icon = (name: keyof typeof paths) =>
  html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">${paths[name]}</svg>`
