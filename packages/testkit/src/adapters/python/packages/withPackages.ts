/** Finds the packages that a Python module is run with. */
import { Effect } from "effect"
import { FetchHttpClient } from "effect/http"
import type { Integration } from "../../../subject/Integration.ts"
import { memberOf } from "../../../subject/members.ts"
import type { PackageFolder } from "../../../subject/PythonPackages.ts"
import { findEnvironment } from "./environments.ts"
import { defaultIndexUrl, makePackageIndex, readIndexUrl } from "./PackageIndex.ts"
import { findPackages, PackagesUnavailable, readFolder } from "./findPackages.ts"
import { importsOfModule } from "./imports.ts"
import { installPackages, packageCache } from "./installPackages.ts"

/**
 * Where packages are looked for.
 *
 * @category models
 * @since 0.1.0
 */
export interface PackageOptions {
  /** Folders of installed packages, or virtual environments: the first that has a package wins. Default none. */
  readonly packages?: ReadonlyArray<string>
  /** The virtual environment that is active, as `VIRTUAL_ENV` says. Default one near the integration, if there is any. */
  readonly environment?: string | undefined
  /** Brings what the manifest requires from an index of packages, and keeps it in a folder. Default: nothing is downloaded. */
  readonly install?:
    | {
        /** The index's JSON Simple API. Default that of PyPI. */
        readonly indexUrl?: string | undefined
        /** Where packages are kept. Default `~/.cache/application-credentials/packages`. */
        readonly cache?: string | undefined
      }
    | undefined
}

/**
 * Gives a Python integration with the packages that its module imports, and all that these import: of the folders named, and of
 * the virtual environment that is active, or lies beside the integration or above it up to the root of its repository. Reads
 * nothing that a link leads to out of its folder. An integration in TypeScript stays as it is.
 *
 * Fails with `PackagesUnavailable` where a folder that is named is not there, or the index has no address that is safe. What an index
 * does not have is no failure: the packages say why it is absent.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict"
 * import * as NodeServices from "@effect/platform-node/NodeServices"
 * import { readIntegration, withPackages } from "@application-credentials/testkit"
 * import { Effect } from "effect"
 *
 * const integration = await readIntegration("examples/integrations/sound/python/tasks").pipe(
 *   Effect.flatMap((found) => withPackages(found, { packages: ["."] })),
 *   Effect.provide(NodeServices.layer),
 *   Effect.runPromise
 * )
 * assert.equal(integration.packages?.folders[0]?.path, ".")
 * ```
 *
 * @category reading
 * @since 0.1.0
 */
export const withPackages = Effect.fn("withPackages")(function* (
  integration: Integration,
  { environment, install, packages = [] }: PackageOptions
): Effect.fn.Return<Integration, PackagesUnavailable> {
  if (integration.language !== "python") return integration
  const given = yield* Effect.forEach(packages, readFolder)
  const near = findEnvironment(integration.directory, environment)
  const installed = yield* installFor(integration, install)
  const roots = [
    ...given.map((folder) => ({ folder, root: folder.path })),
    ...installed.roots,
    ...(near === undefined ? [] : [{ folder: { path: near, origin: "environment" } as const, root: near }])
  ]
  const { moduleFile, siblings, source } = integration
  const names = importsOfModule({ ...siblings, [moduleFile]: source }, moduleFile)
  const found = findPackages(names, roots)
  return { ...integration, packages: { ...found, absent: { ...installed.absent, ...found.absent } } }
})

const installFor = Effect.fnUntraced(function* (
  integration: Integration,
  install: PackageOptions["install"]
) {
  if (install === undefined) return { roots: [], absent: {} }
  const { cache = packageCache(), indexUrl = defaultIndexUrl } = install
  const address = readIndexUrl(indexUrl)
  if (address === null) {
    return yield* new PackagesUnavailable({
      message:
        "--index-url takes the address of a package index, such as https://pypi.org/simple/: https, or http on this machine."
    })
  }
  const index = yield* makePackageIndex(address)
  const required = memberOf(integration.manifest?.content, "requirements")
  const texts = Array.isArray(required) ? required.filter((text) => typeof text === "string") : []
  const { absent, folders } = yield* installPackages(texts, { index, cache })
  const folder: PackageFolder = { path: cache, origin: "installed" }
  return { roots: folders.map((root) => ({ folder, root })), absent }
}, Effect.provide(FetchHttpClient.layer))
