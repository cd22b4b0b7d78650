/** What a bundler makes of an import: minified, and gzipped. */
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"

/** The size of a bundle, in bytes. */
export interface Size {
  readonly name: string
  readonly minified: number
  readonly gzipped: number
}

const bundle = async (name: string, code: string, external: ReadonlyArray<RegExp> = []): Promise<Size> => {
  const entry = "\0entry"
  const build = await rolldown({
    input: "entry",
    platform: "browser",
    external: [...external],
    logLevel: "silent",
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === "entry" ? entry : undefined),
        load: (id) => (id === entry ? code : undefined)
      }
    ]
  })
  const { output } = await build.generate({ minify: true, comments: false, codeSplitting: false })
  await build.close()
  const minified = output.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("")
  return { name, minified: Buffer.byteLength(minified), gzipped: gzipSync(minified, { level: 9 }).length }
}

const all = (entry: string) => `export * from ${JSON.stringify(entry)}`
const module = `
import { AuthorizationServer, defineApplicationCredentials } from "@application-credentials/sdk"
import { Effect } from "effect"
export default defineApplicationCredentials({
  getAuthorizationServer: () => Effect.succeed(new AuthorizationServer({ authorizeUrl: "https://a.test", tokenUrl: "https://b.test" }))
})`

/** The SDK's entries, whole and without what they import, the smallest module, and other clients. */
export const sizes = (): Promise<ReadonlyArray<Size>> =>
  Promise.all([
    bundle("@application-credentials/sdk, with effect", all("@application-credentials/sdk")),
    bundle("@application-credentials/sdk, own code", all("@application-credentials/sdk"), [/^effect(\/|$)/]),
    bundle("@application-credentials/sdk/http, with effect", all("@application-credentials/sdk/http")),
    bundle("a module with its authorization server, with effect", module),
    bundle("openid-client", all("openid-client")),
    bundle("oauth4webapi", all("oauth4webapi"))
  ])
