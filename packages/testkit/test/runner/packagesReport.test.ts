import { assert, describe, it } from "vitest"
import { packagesReport } from "../../src/runner/packagesReport.ts"
import type { LoadedModule } from "../../src/subject/Protocol.ts"
import type { PythonPackages } from "../../src/subject/PythonPackages.ts"

const folder = { path: ".venv/lib/python3.14/site-packages", origin: "environment" } as const
const packages: PythonPackages = {
  folders: [folder],
  packages: [
    { name: "acme-api", version: "1.2.3", module: "acme_api", folder, isCompiled: false },
    { name: "acme-api", version: "1.2.3", module: "acme_helpers", folder, isCompiled: false },
    { name: "fast", version: "2.0", module: "fast", folder, isCompiled: true },
    { name: "single", version: null, module: "single", folder, isCompiled: false }
  ],
  absent: { linked: "it is a link", "Not.Had": "the index has no wheel of it" },
  files: []
}
const loadedWith = (imports: LoadedModule["imports"]): LoadedModule => ({
  hooks: {},
  functions: [],
  imports,
  trace: { logs: [], activity: [], standIns: [] }
})
const importedBy = "application_credentials.py"

describe("the report on packages", () => {
  it("names each distribution once with its version, and what stands in for others and why", () => {
    const loaded = loadedWith([
      { package: "acme_api", standIn: false, mounted: true, importedBy },
      { package: "fast", standIn: true, mounted: true, problem: "ImportError: no part", importedBy },
      { package: "nowhere", standIn: true, importedBy },
      { package: "not_had", standIn: true, importedBy },
      { package: "aiohttp", standIn: false, importedBy }
    ])
    assert.deepStrictEqual(packagesReport({ language: "python", packages }, loaded), {
      folders: [folder],
      used: [
        { name: "acme-api", version: "1.2.3", folder: folder.path },
        { name: "single", version: null, folder: folder.path }
      ],
      standIns: [
        {
          name: "fast",
          reason: "it could not be imported here, as a part of it is compiled: ImportError: no part"
        },
        { name: "nowhere", reason: "it is not installed here" },
        { name: "not_had", reason: "the index has no wheel of it" },
        { name: "linked", reason: "it is a link" }
      ]
    })
  })

  it("says nothing of a module in TypeScript, or of one that could not be loaded", () => {
    assert.isNull(packagesReport({ language: "typescript" }, loadedWith([])))
    assert.isNull(packagesReport({ language: "python", packages }, null))
  })
})
