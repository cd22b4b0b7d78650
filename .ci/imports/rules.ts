/** Which folder of a package may import which: the one table behind "data flows one way". */

/** What a package's source may import. */
export interface PackageRules {
  /** Each folder of `src`, and the folders or files of `src` that it may import beside its own. */
  readonly folders: { readonly [folder: string]: ReadonlyArray<string> }
  /** The sibling packages whose public entries it may import. */
  readonly siblings: ReadonlyArray<string>
  /** The folders whose own folders know nothing of each other, and what both need lies in another folder. */
  readonly apart?: ReadonlyArray<string>
  /** The folders that may import what only Node has, where the rest runs in browsers too. */
  readonly onNode?: ReadonlyArray<string>
}

/** Folders in a row: each may import those on its left. */
const row = (...folders: ReadonlyArray<string>): PackageRules["folders"] =>
  Object.fromEntries(folders.map((folder, index) => [folder, folders.slice(0, index)]))

const checked = row("catalog", "subject", "arbitraries", "engine", "reading", "checks", "runner")

/** The rules, by the package's folder. `src/index.ts` may import every folder, and no folder imports it. */
export const rules: { readonly [packageFolder: string]: PackageRules } = {
  "packages/sdk": {
    folders: {
      ...row("domain", "protocol", "services", "flows", "layers", "http", "promise"),
      panel: ["http"]
    },
    siblings: [],
    onNode: ["promise"]
  },
  "packages/mock-provider": {
    folders: {
      ...row(
        "core",
        "quirks",
        "faults",
        "runtime",
        "profiles",
        "account-link",
        "edges",
        "config",
        "control",
        "pages",
        "node",
        "cli"
      ),
      arbitraries: ["core", "faults"]
    },
    siblings: [],
    onNode: ["node", "cli"]
  },
  "packages/testkit": {
    folders: {
      ...checked,
      adapters: ["subject"],
      reporters: ["catalog", "subject", "runner/RunEvent.ts"],
      config: ["catalog", "subject", "runner", "reporters"],
      vitest: [...Object.keys(checked), "adapters", "reporters", "config"],
      cli: [...Object.keys(checked), "adapters", "reporters", "config"],
      browser: [...Object.keys(checked), "adapters", "reporters"]
    },
    apart: ["checks"],
    siblings: ["@application-credentials/sdk", "@application-credentials/mock-provider"],
    onNode: ["adapters", "vitest", "cli"]
  }
}
