/** The site of the pages, with msw's service worker. */
import { once } from "node:events"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { fileURLToPath } from "node:url"
import { rolldown } from "rolldown"
import { onTestFinished } from "vitest"

const pages = ["host", "application"] as const
const worker = createRequire(import.meta.url).resolve("msw/mockServiceWorker.js")

/** Bundles the pages as a browser needs them. */
export const bundlePages = async (): Promise<ReadonlyMap<string, string>> => {
  const bundle = await rolldown({
    input: Object.fromEntries(
      pages.map((page) => [page, fileURLToPath(new URL(`pages/${page}.ts`, import.meta.url))])
    ),
    platform: "browser",
    resolve: { conditionNames: ["application-credentials-source", "browser", "import", "default"] }
  })
  const { output } = await bundle.generate({ format: "esm" })
  const scripts = output.flatMap((file) =>
    file.type === "chunk" ? [[`/${file.fileName}`, file.code] as const] : []
  )
  return new Map([...scripts, ["/mockServiceWorker.js", await readFile(worker, "utf8")]])
}

/** Serves the pages at a free port. */
export const serveSite = async (scripts: ReadonlyMap<string, string>): Promise<string> => {
  const server = createServer(({ url = "" }, response) => {
    const path = url.replace(/\?.*/, "")
    const script = scripts.get(path)
    const page = pages.find((name) => path === `/${name}`)
    if (script !== undefined) response.setHeader("content-type", "text/javascript").end(script)
    else if (page !== undefined) response.setHeader("content-type", "text/html").end(documentOf(page))
    else response.writeHead(404).end()
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  onTestFinished(() => void server.close().closeAllConnections())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`
}

const documentOf = (page: string): string =>
  `<!doctype html><html lang="en"><title>${page}</title><body><script type="module" src="/${page}.js"></script></body></html>`
