/** Markdown as a template: what it may contain is what is written here, so that nothing has to be taken out. */
import { html } from "lit"
import type { TemplateResult } from "lit"
import { lexer } from "marked"
import type { Token, Tokens } from "marked"

type Rendered = TemplateResult | string | ReadonlyArray<Rendered>

/** Renders paragraphs, lists, headings, code, emphasis and links to websites. HTML and all else is shown as text. */
export const markdown = (text: string): Rendered => lexer(text, { breaks: true, gfm: true }).map(render)

const inside = ({ tokens, text }: { readonly tokens?: Array<Token>; readonly text: string }): Rendered =>
  tokens === undefined ? text : tokens.map(render)

const render = (token: Token): Rendered => {
  const { type } = token
  const whole = token as Tokens.Generic & { readonly text: string }
  switch (type) {
    case "space":
      return ""
    case "paragraph":
    case "heading":
      return html`<p>${inside(whole)}</p>`
    case "text":
      return whole.tokens === undefined ? whole.text : inside(whole)
    case "escape":
      return whole.text
    case "strong":
      return html`<strong>${inside(whole)}</strong>`
    case "em":
      return html`<em>${inside(whole)}</em>`
    case "codespan":
    case "code":
      return html`<code>${whole.text}</code>`
    case "br":
      return html`<br />`
    case "list":
      return list(token as Tokens.List)
    case "link":
      return link(token as Tokens.Link)
    default:
      return token.raw
  }
}

const list = ({ items, ordered, start }: Tokens.List): Rendered => {
  const shown = items.map((item) => html`<li>${item.tokens.map(render)}</li>`)
  return ordered
    ? html`<ol start=${start === "" ? 1 : start}>
        ${shown}
      </ol>`
    : html`<ul>
        ${shown}
      </ul>`
}

const link = (token: Tokens.Link): Rendered =>
  /^https?:\/\//i.test(token.href)
    ? html`<a href=${token.href} target="_blank" rel="noreferrer noopener">${inside(token)}</a>`
    : inside(token)
