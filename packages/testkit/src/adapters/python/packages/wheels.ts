/** Wheels: what their names say, and what is in them. */
import { Unzip, UnzipInflate } from "fflate"
import { Effect, Schema } from "effect"
import { pythonMinor } from "./requirements.ts"

/** Says why a package cannot be had. */
export class NotHad extends Schema.TaggedError<NotHad>()("NotHad", { message: Schema.String }) {}

/**
 * The version of a wheel that Python's own code is all of, by the wheel's name; null for any other file.
 *
 * @see PEP 425, PEP 427
 */
export const pureVersionOf = (fileName: string): string | null => {
  const [, version = null, python = "", abi = "", platform = ""] =
    /^[^-]+-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/.exec(fileName) ?? []
  const isPure = abi.split(".").includes("none") && platform.split(".").includes("any")
  return isPure && python.split(".").some(runsHere) ? version : null
}

const runsHere = (tag: string): boolean => {
  const [, kind, minor = "0"] = /^(py|cp)3(\d*)$/.exec(tag) ?? []
  return kind === "py" ? Number(minor) <= pythonMinor : kind === "cp" && Number(minor) === pythonMinor
}

/** What a wheel may hold at most. */
const most = { files: 6000, bytes: 64 * 2 ** 20, pathLength: 500 }
const chunkBytes = 65_536

/**
 * Unpacks a wheel: its files by their paths where packages are installed. Fails with `NotHad` where a path leads out of there, where
 * there is too much in it, and where it is no archive. What it says of the sizes in it counts for nothing.
 */
export const unpackWheel = (wheel: Uint8Array): Effect.Effect<ReadonlyMap<string, Uint8Array>, NotHad> =>
  Effect.try({
    try: () => unpack(wheel),
    catch: (error) =>
      error instanceof NotHad ? error : new NotHad({ message: "its wheel is no sound archive" })
  })

const unpack = (wheel: Uint8Array): ReadonlyMap<string, Uint8Array> => {
  const files = new Map<string, Uint8Array>()
  let bytes = 0
  const unzip = new Unzip((file) => {
    const path = pathOf(file.name)
    if (files.size >= most.files) throw new NotHad({ message: `its wheel has more than ${most.files} files` })
    const parts: Array<Uint8Array> = []
    file.ondata = (error, chunk, isLast) => {
      if (error !== null) throw error
      bytes += chunk.length
      if (bytes > most.bytes)
        throw new NotHad({ message: `its wheel unpacks to more than ${most.bytes / 2 ** 20} MiB` })
      parts.push(chunk.slice())
      if (isLast && path !== null) files.set(path, Buffer.concat(parts))
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for (let at = 0; at < wheel.length; at += chunkBytes)
    unzip.push(wheel.subarray(at, at + chunkBytes), at + chunkBytes >= wheel.length)
  if (files.size === 0) throw new NotHad({ message: "its wheel is no sound archive" })
  return files
}

/** Where a file of a wheel goes; null for folders, and for what is installed elsewhere. */
const pathOf = (name: string): string | null => {
  const parts = name.split("/")
  const isSound =
    name.length <= most.pathLength &&
    !/[\\:\p{Cc}]/u.test(name) &&
    parts.every((part, index) => part !== ".." && part !== "." && (part !== "" || index === parts.length - 1))
  if (!isSound)
    throw new NotHad({
      message: `its wheel has a file with the path ${JSON.stringify(name)}, which leads out of it`
    })
  if (name.endsWith("/")) return null
  if (!/^[^/]+\.data$/.test(parts[0] ?? "")) return name
  return parts[1] === "purelib" || parts[1] === "platlib" ? parts.slice(2).join("/") : null
}
