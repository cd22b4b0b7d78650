/** Rules for the Markdown of pages: where links lead that leave the site's sources, and tables with an empty head. */
import { dirname, join, relative } from "node:path"
import type { MarkdownOptions } from "vitepress"

type Markdown = Parameters<NonNullable<MarkdownOptions["config"]>>[0]
type CoreRule = Parameters<Markdown["core"]["ruler"]["push"]>[1]

/**
 * A rule for links: one to a file that is no page, or out of the folder of the site, leads to the file in the repository. In
 * the repository itself such links work as they stand.
 */
export const toRepository =
  (docs: string, repository: string): CoreRule =>
  ({ env, tokens }) => {
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.attrGet("href")
      if (token.type !== "link_open" || href === null || /^([a-z]+:|[#/])/i.test(href)) continue
      const [path = "", hash] = href.split("#")
      const target = join(relative(join(docs, ".."), dirname(String(env["realPath"] ?? env["path"]))), path)
      if (target.startsWith("docs/") && /\/[^.]*(\.md)?$/.test(target)) continue
      token.attrSet("href", `${repository}/blob/main/${target}${hash === undefined ? "" : `#${hash}`}`)
    }
  }

/** A rule for tables: an empty cell of a head is no head, which readers of a screen would announce. */
export const emptyHeads: CoreRule = ({ tokens }) => {
  for (const [index, token] of tokens.entries()) {
    const [content, end] = [tokens[index + 1], tokens[index + 2]]
    if (token.type !== "th_open" || content?.content !== "" || end === undefined) continue
    token.tag = "td"
    end.tag = "td"
  }
}
