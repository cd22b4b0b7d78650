import { assert, describe, it } from "vitest"
import { isRequired, parseRequirement } from "../../../../src/adapters/python/packages/requirements.ts"
import { pureVersionOf } from "../../../../src/adapters/python/packages/wheels.ts"

describe("a requirement", () => {
  it.each([
    ["Acme.API==1.2", { name: "acme-api", specifier: "==1.2" }],
    [
      "acme_api[Fast, all] >=1,<2 ; os_name == 'posix'",
      { name: "acme-api", extras: ["fast", "all"], specifier: ">=1,<2", marker: "os_name == 'posix'" }
    ],
    ["acme (>=1.0)", { name: "acme", specifier: ">=1.0" }],
    [
      "acme @ https://example.org/a.whl ; python_version > '3'",
      { name: "acme", url: "https://example.org/a.whl", marker: "python_version > '3'" }
    ],
    ["a", { name: "a", specifier: "" }]
  ] as const)("is read: %s", (text, expected) => {
    assert.deepStrictEqual(parseRequirement(text), {
      extras: [],
      specifier: "",
      url: null,
      marker: null,
      ...expected
    })
  })

  it.each(["", "-acme", "git+https://example.org/acme", "== 1.0"])("is none: %s", (text) => {
    assert.isNull(parseRequirement(text))
  })

  it.each([
    ['python_version >= "3.9"', true],
    ['python_version < "3.11"', false],
    ["'3.14' <= python_full_version", true],
    ['sys_platform == "win32" or sys_platform == "linux"', true],
    ['sys_platform == "win32" and (os_name == "nt" or python_version > "3")', false],
    ['(sys_platform == "win32" and os_name == "nt") or python_version > "3"', true],
    ['platform_system != "Windows"', true],
    ['"lin" in sys_platform', true],
    ['sys_platform not  in "darwin win32"', true],
    ['python_version == "3.*"', true],
    ["extra == 'Fast_One'", true],
    ["extra != 'fast-one'", false],
    ["extra == 'other'", false],
    ['extra == "other" or extra == "fast.one"', true],
    ["nonsense", false],
    ["nothing_known == ''", true]
  ] as const)("is one here as its marker says: %s", (marker, expected) => {
    assert.strictEqual(isRequired({ marker }, ["fast-one"]), expected)
  })

  it("is no extra's where none is asked for", () => {
    assert.isFalse(isRequired({ marker: "extra == 'fast'" }, []))
    assert.isTrue(isRequired({ marker: null }, []))
  })
})

describe("a wheel's name", () => {
  it.each([
    ["acme_api-1.2-py3-none-any.whl", "1.2"],
    ["acme_api-1.2-1build-py2.py3-none-any.whl", "1.2"],
    ["acme-1.0-py314-none-any.whl", "1.0"],
    ["acme-1.0-cp314-none-any.whl", "1.0"],
    ["acme-1.0-py315-none-any.whl", null],
    ["acme-1.0-py2-none-any.whl", null],
    ["acme-1.0-cp313-none-any.whl", null],
    ["acme-1.0-cp314-cp314-manylinux_2_17_x86_64.whl", null],
    ["acme-1.0-py3-none-win_amd64.whl", null],
    ["acme-1.0.tar.gz", null]
  ])("says whether it is Python's own code: %s", (name, expected) => {
    assert.strictEqual(pureVersionOf(name), expected)
  })
})
