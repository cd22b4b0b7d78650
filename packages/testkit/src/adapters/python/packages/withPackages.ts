/** Finds the packages that a Python module is run with. */
import { Effect } from "effect"
import type { Integration } from "../../../subject/Integration.ts"
import type { PackageFolder } from "../../../subject/PythonPackages.ts"
import { findEnvironment } from "./environments.ts"
import { findPackages, type PackagesUnavailable, readFolder } from "./findPackages.ts"
import { importsOfModule } from "./imports.ts"

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
}

/**
 * Gives a Python integration with the packages that its module imports, and all that these import: of the folders named, and of
 * the virtual environment that is active, or lies beside the integration or above it up to the root of its repository. Reads
 * nothing that a link leads to out of its folder. An integration in TypeScript stays as it is.
 *
 * Fails with `PackagesUnavailable` where a folder that is named is not there.
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
  { environment, packages = [] }: PackageOptions
): Effect.fn.Return<Integration, PackagesUnavailable> {
  if (integration.language !== "python") return integration
  const given = yield* Effect.forEach(packages, readFolder)
  const near = findEnvironment(integration.directory, environment)
  const folders: ReadonlyArray<PackageFolder> = [
    ...given,
    ...(near === undefined ? [] : [{ path: near, origin: "environment" } as const])
  ]
  const { moduleFile, siblings, source } = integration
  const names = importsOfModule({ ...siblings, [moduleFile]: source }, moduleFile)
  return { ...integration, packages: findPackages(names, folders) }
})
