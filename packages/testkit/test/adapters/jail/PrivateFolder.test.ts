import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { Effect } from "effect"
import { afterAll, assert, describe, it } from "vitest"
import { limits } from "../../../src/adapters/jail/limits.ts"
import { importedPackages } from "../../../src/adapters/jail/packages.ts"
import { makePrivateFolder, type PrivateFolder } from "../../../src/adapters/jail/PrivateFolder.ts"

const scratch = realpathSync(mkdtempSync(join(tmpdir(), "private-")))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const write = (path: string, content = "") => {
  mkdirSync(dirname(join(scratch, path)), { recursive: true })
  writeFileSync(join(scratch, path), content)
}

/** Looks at the copy of an integration while it is there. */
const copied = <A>(path: string, look: (copy: PrivateFolder) => A): A =>
  Effect.runSync(
    Effect.scoped(
      Effect.map(makePrivateFolder(join(scratch, path)), (copy) => ({ copy, found: look(copy) }))
    ).pipe(
      Effect.map(({ copy, found }) => {
        assert.isFalse(existsSync(copy.folder))
        return found
      })
    )
  )

describe("the copy of an integration", () => {
  it("has its files, follows links within it, leaves out those that lead out, and is gone in the end", () => {
    write("one/acme/application_credentials.py", "import const")
    write("one/acme/const.py")
    write("one/acme/sub/deep.json", "{}")
    write("one/acme/.git/config")
    write("one/secret.txt", "secret")
    const at = (name: string) => join(scratch, "one/acme", name)
    symlinkSync("const.py", at("same.py"))
    symlinkSync("../secret.txt", at("secret.txt"))
    symlinkSync("..", at("above"))
    symlinkSync(".", at("around"))
    symlinkSync("nowhere", at("nothing"))
    const names = copied("one/acme/application_credentials.py", ({ modulePath }) => {
      assert.strictEqual(readFileSync(modulePath, "utf8"), "import const")
      return readdirSync(dirname(modulePath), { recursive: true, encoding: "utf8" }).toSorted()
    })
    assert.deepStrictEqual(names, [
      "application_credentials.py",
      "const.py",
      "same.py",
      "sub",
      "sub/deep.json"
    ])
  })

  it("leaves out large data, and keeps what is a source", () => {
    write("large/acme/application_credentials.py")
    write("large/acme/data.bin", "x".repeat(limits.fileBytes + 1))
    write("large/acme/data.py", "#".repeat(limits.fileBytes + 1))
    const names = copied("large/acme/application_credentials.py", ({ modulePath }) =>
      readdirSync(dirname(modulePath))
    )
    assert.deepStrictEqual(names.toSorted(), ["application_credentials.py", "data.py"])
  })

  it("leaves out what is beyond the number of files, and beyond the size of all together", () => {
    write("many/acme/application_credentials.py")
    for (let index = 0; index <= limits.files; index++) write(`many/acme/data/${index}.txt`)
    write("heavy/acme/application_credentials.py")
    for (const name of ["data1.py", "data2.py", "data3.py"]) {
      write(`heavy/acme/${name}`)
      truncateSync(join(scratch, "heavy/acme", name), limits.folderBytes / 2)
    }
    const look = ({ modulePath }: PrivateFolder) =>
      readdirSync(dirname(modulePath), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name)
    assert.lengthOf(copied("many/acme/application_credentials.py", look), limits.files)
    assert.deepStrictEqual(copied("heavy/acme/application_credentials.py", look).toSorted(), [
      "application_credentials.py",
      "data1.py",
      "data2.py"
    ])
  })

  it("brings the packages that sources name, with what these depend on, and none that leads out", () => {
    write("two/node_modules/named/package.json", JSON.stringify({ dependencies: { deeper: "1" } }))
    write("two/node_modules/deeper/package.json", "{}")
    write("two/node_modules/unnamed/package.json", "{}")
    write("elsewhere/evil/package.json", JSON.stringify({ name: "evil" }))
    write("two/node_modules/leaky/package.json", "{}")
    symlinkSync(join(scratch, "elsewhere/evil"), join(scratch, "two/node_modules/evil"))
    symlinkSync(join(scratch, "elsewhere"), join(scratch, "two/node_modules/leaky/out"))
    write(
      "two/acme/application_credentials.ts",
      'import "named"; import x from "evil/x"; export * from "leaky"; import "./unnamed.ts"; import "node:fs"'
    )
    copied("two/acme/application_credentials.ts", ({ folder, readable }) => {
      assert.deepStrictEqual(readdirSync(join(folder, "node_modules")), ["named"])
      assert.deepStrictEqual(readable, [
        folder,
        join(scratch, "two/node_modules/named"),
        join(scratch, "two/node_modules/deeper")
      ])
    })
  })
})

describe("the packages that sources name", () => {
  it("are those of imports and requires, by their names", () => {
    const sources = [
      'import { a } from "one/part"',
      "export * from '@scope/two/part'",
      'const three = require("three"); await import(`four`)',
      'import "./five.ts"; import "node:fs"; import "fs"; import "/six"; import "#seven"; import "https://eight.io"'
    ]
    assert.deepStrictEqual([...importedPackages(sources)], ["one", "@scope/two", "three", "four"])
  })
})
