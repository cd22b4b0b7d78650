import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { basename, dirname, join } from "node:path"
import { zstdCompressSync } from "node:zlib"
import { it } from "@effect/vitest"
import { Effect } from "effect"
import * as fc from "fast-check"
import { afterAll, beforeEach, describe, expect } from "vitest"
import { hostSnapshot, snapshotIn } from "../../../src/adapters/python/Snapshot.ts"
import { host, imports, perform, python, valueOf } from "./python.ts"

const scratch = mkdtempSync(join(tmpdir(), "snapshot-"))
const folder = join(scratch, "cache")
const source = join(scratch, "source")
const memory = Uint8Array.from({ length: 100 }, (_, index) => index)

const snapshotOf = (version: string) => snapshotIn(folder, { versions: [version], files: [source] })

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(source, { recursive: true })
  writeFileSync(join(source, "host.py"), "")
})
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe("the copy of Python's memory", () => {
  it("is what was written, for the same versions and files", () => {
    snapshotOf("1").write(memory)
    expect(snapshotOf("1").read()).toEqual(Buffer.from(memory))
    expect(snapshotOf("2").read()).toBeUndefined()
    writeFileSync(join(source, "host.py"), "pass")
    expect(snapshotOf("1").read()).toBeUndefined()
  })

  it("is never read where its file is not whole", () => {
    const snapshot = snapshotOf("1")
    snapshot.write(memory)
    const [name = ""] = readdirSync(folder)
    const written = readFileSync(join(folder, name))
    fc.assert(
      fc.property(fc.nat(written.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const changed = Buffer.from(written)
        changed[at] = (changed[at] ?? 0) ^ change
        writeFileSync(join(folder, name), changed)
        expect(snapshot.read()).toBeUndefined()
        writeFileSync(join(folder, name), written.subarray(0, at))
        expect(snapshot.read()).toBeUndefined()
      })
    )
  })

  it("replaces the oldest of three, and what was never finished", () => {
    mkdirSync(folder)
    for (const [age, name] of ["a.bin", "b.bin.7.1", "c.bin", "d.bin"].entries()) {
      writeFileSync(join(folder, name), "")
      utimesSync(join(folder, name), 1000 - age, 1000 - age)
    }
    snapshotOf("1").write(memory)
    expect(readdirSync(folder)).toHaveLength(3)
    expect(snapshotOf("1").read()).toBeDefined()
    expect(readdirSync(folder)).not.toContain("d.bin")
  })

  it("comes from the package where that has one of the same versions and files, and it is whole", () => {
    const packed = join(scratch, "packed")
    const fromPackage = (version: string) =>
      snapshotIn(folder, { versions: [version], files: [source] }, packed)
    const file = join(packed, `python-${basename(snapshotOf("1").path ?? "", ".bin")}.zst`)
    mkdirSync(packed)
    writeFileSync(file, zstdCompressSync(memory).subarray(0, -5))
    expect(fromPackage("1").isThere()).toBe(false)
    writeFileSync(file, zstdCompressSync(memory))
    expect(fromPackage("2").isThere()).toBe(false)
    expect(fromPackage("1").read()).toEqual(Buffer.from(memory))
    expect(snapshotOf("1").read()).toEqual(Buffer.from(memory))
  })

  it("is readable by its user only", () => {
    snapshotOf("1").write(memory)
    const paths = [folder, ...readdirSync(folder).map((name) => join(folder, name))]
    expect(paths.map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600])
  })

  it("is not kept where the folder cannot be, and nothing fails", () => {
    writeFileSync(folder, "a file")
    snapshotOf("1").write(memory)
    snapshotOf("1").remove()
    expect(snapshotOf("1").read()).toBeUndefined()
    const nowhere = snapshotIn(undefined, { versions: [], files: [] })
    nowhere.write(memory)
    expect(nowhere.read()).toBeUndefined()
  })

  it("is not kept where a folder has its name, and nothing fails", () => {
    const snapshot = snapshotOf("1")
    mkdirSync(snapshot.path ?? "", { recursive: true })
    expect(snapshot.read()).toBeUndefined()
    snapshot.write(memory)
    snapshot.remove()
    expect(snapshot.read()).toBeUndefined()
  })
})

const module = `${imports}
async def async_get_authorization_server(hass):
    return SERVER
`

describe("a Python module", () => {
  const home = process.env["HOME"]
  afterAll(() => {
    process.env["HOME"] = home
  })

  const tokenUrl = Effect.map(perform([{ _tag: "getAuthorizationServer", host }]), ({ outcomes }) =>
    valueOf(outcomes[0])
  )
  const server = {
    authorizeUrl: "https://acme.example/authorize",
    tokenUrl: "https://acme.example/token"
  }
  // A process starts Python anew each time; a worker may continue with the Python of one before.
  const run = Effect.suspend(() =>
    tokenUrl.pipe(Effect.provide(python(module, {}, { isolation: "process" })))
  )

  it.effect("runs where no copy can be kept", () =>
    Effect.gen(function* () {
      process.env["HOME"] = join(scratch, "a-file")
      writeFileSync(join(scratch, "a-file"), "")
      expect(yield* run).toMatchObject(server)
    })
  )

  it.effect("runs without a copy that is damaged, and with the one that replaces it", () =>
    Effect.gen(function* () {
      process.env["HOME"] = join(scratch, "home")
      const path = hostSnapshot().path ?? ""
      expect(path.startsWith(scratch)).toBe(true)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, memory)
      expect(yield* run).toMatchObject(server)
      const replaced = statSync(path)
      expect(replaced.size).toBeGreaterThan(1_000_000)
      expect(yield* run).toMatchObject(server)
      // A start without a copy would have written another.
      expect(statSync(path).ino).toBe(replaced.ino)
    })
  )
})
