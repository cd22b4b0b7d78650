/** A package index on a port of its own, and the wheels that it serves. */
import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import { zipSync } from "fflate"
import { Effect, type Scope } from "effect"

export interface Served {
  readonly url: string
  /** What was asked for, with the headers that matter. */
  readonly requests: Array<{ readonly path: string; readonly authorization: string | undefined }>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

const bytesOf = (text: string) => new TextEncoder().encode(text)

/** A wheel's bytes: its files, and what it says of itself. */
export const wheel = (
  name: string,
  version: string,
  files: { readonly [path: string]: string | Uint8Array },
  requires: ReadonlyArray<string> = []
): Uint8Array => {
  const about = `${name.replaceAll("-", "_")}-${version}.dist-info`
  const metadata = [
    "Metadata-Version: 2.1",
    `Name: ${name}`,
    `Version: ${version}`,
    ...requires.map((text) => `Requires-Dist: ${text}`),
    "",
    "Requires-Dist: in-the-description",
    ""
  ]
  const all = { ...files, [`${about}/METADATA`]: metadata.join("\n") }
  return zipSync(
    Object.fromEntries(
      Object.entries(all).map(([path, text]) => [path, typeof text === "string" ? bytesOf(text) : text])
    )
  )
}

export const wheelName = (name: string, version: string, tags = "py3-none-any") =>
  `${name.replaceAll("-", "_")}-${version}-${tags}.whl`

/** A file of an index, and what its page says of it. */
export interface File {
  readonly name: string
  readonly bytes: Uint8Array
  readonly more?: object
}

/** Serves projects, by their names, and whatever else. */
export const serveIndex = (
  projects: { readonly [name: string]: ReadonlyArray<File> },
  others: { readonly [path: string]: Answer } = {}
): Effect.Effect<Served, never, Scope.Scope> =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const requests: Served["requests"] = []
      const server = createServer((request, response) => {
        const path = request.url ?? ""
        requests.push({ path, authorization: request.headers.authorization })
        const other = others[path]
        if (other !== undefined) return other(request, response)
        const [, kind = "", name = "", file] = path.split("/")
        const files = Object.hasOwn(projects, name) ? projects[name] : undefined
        const served = files?.find((each) => each.name === file)
        if (kind === "simple" && files !== undefined) response.end(pageOf(name, files))
        else if (kind === "files" && served !== undefined) response.end(served.bytes)
        else response.writeHead(404).end()
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      return { server, requests }
    }),
    ({ server }) => Effect.promise(() => closed(server))
  ).pipe(
    Effect.map(({ requests, server }) => ({ requests, url: `http://127.0.0.1:${portOf(server)}/simple/` }))
  )

const closed = (server: Server) =>
  new Promise<void>((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === "object" && address !== null ? address.port : 0
}

const pageOf = (project: string, files: ReadonlyArray<File>): string =>
  JSON.stringify({
    meta: { "api-version": "1.0" },
    name: project,
    files: files.map(({ bytes, more, name }) => ({
      filename: name,
      url: `/files/${project}/${name}`,
      hashes: { sha256: createHash("sha256").update(bytes).digest("hex") },
      ...more
    }))
  })
