/** A package index, asked by its JSON Simple API. */
import { createHash } from "node:crypto"
import { Effect, Schema, Stream } from "effect"
import { HttpClient } from "effect/http"
import { NotHad } from "./wheels.ts"

/** The index of the Python Package Index. */
export const defaultIndexUrl = "https://pypi.org/simple/"

/** A file of a project. */
export interface IndexFile {
  readonly fileName: string
  readonly url: URL
  readonly sha256: string | null
  readonly requiresPython: string | null
  readonly isYanked: boolean
}

/** What is asked of an index. */
export interface PackageIndex {
  /** The files of a project, by its normalized name. */
  readonly filesOf: (name: string) => Effect.Effect<ReadonlyArray<IndexFile>, NotHad>
  /** The bytes of a file, which its hash fits. */
  readonly download: (file: IndexFile & { readonly sha256: string }) => Effect.Effect<Uint8Array, NotHad>
}

const largest = { page: 32 * 2 ** 20, wheel: 32 * 2 ** 20 }
const timeLimit = "30 seconds"

const Page = Schema.fromJsonString(
  Schema.Struct({
    files: Schema.Array(
      Schema.Struct({
        filename: Schema.String,
        url: Schema.String,
        hashes: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
        "requires-python": Schema.optionalKey(Schema.NullOr(Schema.String)),
        yanked: Schema.optionalKey(Schema.Union([Schema.Boolean, Schema.String]))
      })
    )
  })
)
const decodePage = Schema.decodeUnknownEffect(Page)

/**
 * Reads the address of an index: https, or http on this machine. Credentials in it are sent to it alone and never shown. Null where
 * it is none.
 */
export const readIndexUrl = (
  text: string
): { readonly url: URL; readonly authorization: string | null } | null => {
  const url = URL.parse(text.endsWith("/") ? text : `${text}/`)
  if (url === null || !isSecure(url)) return null
  const pair = [url.username, url.password].map(decoded).join(":")
  const authorization = pair === ":" ? null : `Basic ${Buffer.from(pair).toString("base64")}`
  url.username = url.password = ""
  return { url, authorization }
}

const decoded = (text: string): string => (/%(?![\da-f]{2})/i.test(text) ? text : decodeURIComponent(text))

const isSecure = ({ hostname, protocol }: URL): boolean =>
  protocol === "https:" ||
  (protocol === "http:" && /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))

/**
 * Makes the client of an index.
 *
 * @see PEP 691
 */
export const makePackageIndex = Effect.fnUntraced(function* ({
  authorization,
  url: index
}: NonNullable<ReturnType<typeof readIndexUrl>>): Effect.fn.Return<
  PackageIndex,
  never,
  HttpClient.HttpClient
> {
  const client = yield* HttpClient.HttpClient
  const read = (url: URL, accept: string, most: number) => {
    const headers = {
      accept,
      ...(authorization === null || url.origin !== index.origin ? {} : { authorization })
    }
    return client.get(url, { headers }).pipe(
      Effect.mapError(() => new NotHad({ message: `${url.host} could not be reached` })),
      Effect.flatMap((response) =>
        response.status === 404
          ? Effect.fail(new NotHad({ message: `${url.host} does not have it` }))
          : response.status !== 200
            ? Effect.fail(new NotHad({ message: `${url.host} answered with status ${response.status}` }))
            : collect(response.stream, url.host, most)
      ),
      Effect.timeoutOrElse({
        duration: timeLimit,
        orElse: () => Effect.fail(new NotHad({ message: `${url.host} did not answer within ${timeLimit}` }))
      })
    )
  }
  return {
    filesOf: Effect.fnUntraced(function* (name) {
      const url = new URL(`${name}/`, index)
      const bytes = yield* read(url, "application/vnd.pypi.simple.v1+json", largest.page)
      const page = yield* decodePage(Buffer.from(bytes).toString()).pipe(
        Effect.mapError(
          () => new NotHad({ message: `${url.host} does not answer in the JSON of a package index` })
        )
      )
      return page.files.flatMap((file) => {
        const fileUrl = URL.parse(file.url, url)
        return fileUrl === null || !isSecure(fileUrl)
          ? []
          : {
              fileName: file.filename,
              url: fileUrl,
              sha256: file.hashes?.["sha256"]?.toLowerCase() ?? null,
              requiresPython: file["requires-python"] ?? null,
              isYanked: file.yanked !== undefined && file.yanked !== false
            }
      })
    }),
    download: Effect.fnUntraced(function* ({ fileName, sha256, url }) {
      const bytes = yield* read(url, "*/*", largest.wheel)
      return createHash("sha256").update(bytes).digest("hex") === sha256
        ? bytes
        : yield* new NotHad({
            message: `${fileName} is not the file that the index names: its sha256 is another`
          })
    })
  }
})

/** Reads a body up to a size. */
const collect = <E>(body: Stream.Stream<Uint8Array, E>, host: string, most: number) => {
  const chunks: Array<Uint8Array> = []
  let size = 0
  return body.pipe(
    Stream.mapError(() => new NotHad({ message: `${host} broke off its answer` })),
    Stream.runForEach((chunk) => {
      chunks.push(chunk)
      size += chunk.length
      return size > most
        ? Effect.fail(new NotHad({ message: `${host} answered with more than ${most / 2 ** 20} MiB` }))
        : Effect.void
    }),
    Effect.map((): Uint8Array => Buffer.concat(chunks))
  )
}
