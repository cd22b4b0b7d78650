import { readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { describe, expect, it } from "vitest"
import { completed, missing } from "../lock/completed.ts"

const gap = {
  "node_modules/tool": {
    version: "1.0.0",
    dev: true,
    optionalDependencies: { "@tool/binding-linux-x64-musl": "1.0.0", "@tool/binding-darwin-arm64": "1.0.0" }
  },
  "node_modules/@tool/binding-darwin-arm64": { version: "1.0.0", os: ["darwin"], cpu: ["arm64"] }
}

describe("package-lock.json", () => {
  const lock = readFileSync(join(resolve(import.meta.dirname, "../.."), "package-lock.json"), "utf8")

  it("has every optional package, so that npm ci works on every platform", () => {
    expect(missing(JSON.parse(lock).packages)).toEqual([])
  })

  it("names no registry", () => {
    expect(lock).not.toMatch(/"resolved": "https?:/)
  })
})

describe("completed", () => {
  it("adds the packages of other platforms and keeps the rest", () => {
    expect(completed(gap)).toEqual({
      ...gap,
      "node_modules/@tool/binding-linux-x64-musl": {
        version: "1.0.0",
        dev: true,
        optional: true,
        os: ["linux"],
        cpu: ["x64"],
        libc: ["musl"]
      }
    })
    expect(missing(completed(gap))).toEqual([])
  })

  it("fails on a package whose platform is unknown", () => {
    const unknown = { "node_modules/tool": { optionalDependencies: { "other-tool": "1.0.0" } } }
    expect(() => completed(unknown)).toThrow("other-tool")
  })
})
