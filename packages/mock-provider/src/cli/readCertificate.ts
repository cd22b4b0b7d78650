/** The certificate of https. */
import { Effect, type FileSystem, Option } from "effect"
import type { ListenOptions } from "../node/listen.ts"
import { CannotStart } from "./CannotStart.ts"
import type { Flags } from "./flags.ts"
import { readTextFile, writeTextFile } from "./textFile.ts"

/**
 * Finds the certificate and its key: those of the files given, or else ones made now, for 30 days and for the names by
 * which the server is reached. `undefined` without TLS.
 */
export const readCertificate: (
  flags: Flags
) => Effect.Effect<ListenOptions["tls"], CannotStart, FileSystem.FileSystem> = Effect.fnUntraced(
  function* (flags) {
    const { tlsCert, tlsKey, tlsSave } = flags
    if (Option.isSome(tlsCert) !== Option.isSome(tlsKey)) {
      return yield* new CannotStart({ message: "--tls-cert and --tls-key belong together: give both." })
    }
    if (Option.isSome(tlsCert) && Option.isSome(tlsKey)) {
      return {
        cert: yield* readTextFile(tlsCert.value, "tls-cert"),
        key: yield* readTextFile(tlsKey.value, "tls-key")
      }
    }
    if (!flags.tls && Option.isNone(tlsSave)) return undefined
    const made = yield* Effect.promise(() => makeCertificate(namesOf(flags)))
    if (Option.isSome(tlsSave)) yield* writeTextFile(tlsSave.value, "tls-save", made.cert)
    return made
  }
)

const namesOf = ({ host, url }: Flags): ReadonlyArray<string> => {
  const outer = Option.flatMap(url, (given) => Option.fromNullishOr(URL.parse(given)?.hostname))
  return [...new Set(["localhost", "127.0.0.1", "::1", host, ...Option.toArray(outer)])]
}

const hour = 3_600_000

const isAddress = (name: string): boolean => /^[\d.]+$|:/.test(name)

// Loaded when a certificate is made.
const makeCertificate = async (names: ReadonlyArray<string>) => {
  const { generate } = await import("selfsigned")
  const altNames = names.map((name) =>
    isAddress(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }
  )
  const { cert, private: key } = await generate([{ name: "commonName", value: "mock-oauth-provider" }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() - hour),
    notAfterDate: new Date(Date.now() + 30 * 24 * hour),
    extensions: [
      { name: "basicConstraints", cA: false, critical: true },
      { name: "keyUsage", digitalSignature: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames }
    ]
  })
  return { cert, key }
}
