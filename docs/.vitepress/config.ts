/** The site. `npm run docs` serves it, `npm run docs:build` builds it. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { catalog, families } from "@application-credentials/testkit"
import { defineConfig, type MarkdownEnv, type MarkdownRenderer } from "vitepress"
import manifest from "../../package.json" with { type: "json" }
import { emptyHeads, toRepository } from "./markdownRules.ts"

const docs = join(import.meta.dirname, "..")

/** A page's first heading. */
const titleOf = (path: string): string =>
  /^# (.+)$/m.exec(readFileSync(join(docs, path), "utf8"))?.[1] ?? path

const page = (path: string) => ({ text: titleOf(path), link: `/${path.replace(/\.md$/, "")}` })

const pages = (paths: ReadonlyArray<string>) => paths.filter((path) => existsSync(join(docs, path))).map(page)

const pagesIn = (folder: string) =>
  readdirSync(join(docs, folder))
    .filter((name) => /^[^_].*\.md$/.test(name) && !/^(README|index|template|\[)/.test(name))
    .toSorted()
    .map((name) => page(`${folder}/${name}`))

/** The guides in the order in which somebody needs them. */
const guides = {
  "Check an integration": ["check", "report", "fix", "ci", "home-assistant-versions", "security", "browser"],
  "Write a module": ["python", "typescript"],
  "Test a client": ["mock", "providers", "faults", "port", "cloud"],
  "Host accounts": ["host", "promise", "files", "postgresql", "http", "panel"]
}

const guideGroups = Object.entries(guides).map(([text, names]) => ({
  text,
  items: pages(names.map((name) => `guides/${name}.md`))
}))

const requirementGroups = Object.entries(families).map(([family, text]) => ({
  text,
  link: `/requirements/#${family.toLowerCase()}`,
  collapsed: true,
  items: catalog
    .filter(({ id }) => id.startsWith(`${family}-`))
    .map(({ id, title }) => ({ text: `${id} ${title}`, link: `/requirements/${id}` }))
}))

const background = [
  {
    text: "What was measured",
    items: pages(["field-report.md", "comparison.md", "home-assistant.md"]).concat({
      text: "Benchmarks",
      link: "/benchmarks/"
    })
  },
  { text: "Decisions", link: "/decisions/", collapsed: true, items: pagesIn("decisions") },
  { text: "Discoveries", link: "/discoveries/", collapsed: true, items: pagesIn("discoveries") }
]

/** What the search finds: text, and not the code of examples, which would be most of what a browser has to fetch. */
const withoutCode = (source: string, env: MarkdownEnv, markdown: Pick<MarkdownRenderer, "render">): string =>
  markdown.render(source.replaceAll(/^(`{3,})[^]*?^\1$/gm, "").replaceAll(/^<<< .*$/gm, ""), env)

/** The site fetches nothing from elsewhere, and neither can a module in the playground, whose workers it binds too. */
const policy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self' blob:",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'none'"
].join("; ")

const base = new URL(manifest.homepage).pathname
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, "")

export default defineConfig({
  title: "Application Credentials",
  description: "Check, write and host OAuth application credentials for Home Assistant",
  lang: "en",
  head: [
    ["meta", { "http-equiv": "Content-Security-Policy", content: policy }],
    ["link", { rel: "icon", type: "image/svg+xml", href: `${base}icon.svg` }]
  ],
  base,
  cleanUrls: true,
  // The playground alone links to a hundred pages, which nobody asked for.
  router: { prefetchLinks: false },
  srcExclude: ["guides/made"],
  rewrites: { "decisions/README.md": "decisions/index.md", "discoveries/README.md": "discoveries/index.md" },
  metaChunk: true,
  sitemap: { hostname: manifest.homepage },
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
    config: (markdown) => {
      markdown.core.ruler.push("repository", toRepository(docs, repository))
      markdown.core.ruler.push("empty-heads", emptyHeads)
    }
  },
  // VitePress's esbuild is older than the target of our own tsconfig.
  vite: {
    esbuild: { tsconfigRaw: { compilerOptions: { target: "es2022" } } },
    build: { chunkSizeWarningLimit: 4096 }
  },
  themeConfig: {
    search: { provider: "local", options: { _render: withoutCode } },
    nav: [
      { text: "Guides", link: "/guides/check", activeMatch: "/guides/" },
      { text: "Playground", link: "/playground" },
      { text: "Requirements", link: "/requirements/", activeMatch: "/requirements/" },
      { text: "Providers", link: "/providers/", activeMatch: "/providers/" },
      { text: "Errors", link: "/errors/", activeMatch: "/errors/" },
      { text: "Reference", link: "/reference/", activeMatch: "/reference/" },
      {
        text: "Background",
        link: "/field-report",
        activeMatch: "/(field-report|comparison|home-assistant|benchmarks/|decisions/|discoveries/)"
      }
    ],
    sidebar: {
      "/guides/": guideGroups,
      "/requirements/": requirementGroups,
      "/decisions/": background,
      "/discoveries/": background,
      "/field-report": background,
      "/comparison": background,
      "/home-assistant": background,
      "/benchmarks/": background
    },
    outline: [2, 3],
    socialLinks: [{ icon: "github", link: repository }],
    editLink: { pattern: `${repository}/edit/main/docs/:path` }
  }
})
