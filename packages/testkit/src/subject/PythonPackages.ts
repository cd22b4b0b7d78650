/** The Python packages that a module is run with, and those that something stands in for. */

/**
 * A folder of installed packages, and why it is looked at: it was given, it is the virtual environment that is active or lies
 * near the integration, or its packages were installed for this check.
 *
 * @category models
 * @since 0.1.0
 */
export interface PackageFolder {
  /** As the user gave it, or as it was found. */
  readonly path: string
  readonly origin: "given" | "environment" | "installed"
}

/**
 * A package that is there for a module.
 *
 * @category models
 * @since 0.1.0
 */
export interface PythonPackage {
  /** The distribution's name, or else that by which it is imported. */
  readonly name: string
  /** Null where nothing says it. */
  readonly version: string | null
  /** What is imported of it, such as `google.oauth2`. */
  readonly module: string
  readonly folder: PackageFolder
  /** Some of it is compiled for this machine, and left out. */
  readonly isCompiled: boolean
}

/**
 * What of a module's packages was found on this machine. Absent where none was looked for.
 *
 * @category models
 * @since 0.1.0
 */
export interface PythonPackages {
  readonly folders: ReadonlyArray<PackageFolder>
  readonly packages: ReadonlyArray<PythonPackage>
  /** Why something is not there, by the name that it is imported or required by. */
  readonly absent: { readonly [name: string]: string }
  /** The files to copy, each with its path among them. */
  readonly files: ReadonlyArray<{ readonly from: string; readonly to: string }>
}

/**
 * What a report says of a module's packages.
 *
 * @category models
 * @since 0.1.0
 */
export interface PackagesReport {
  readonly folders: ReadonlyArray<PackageFolder>
  readonly used: ReadonlyArray<{
    readonly name: string
    readonly version: string | null
    readonly folder: string
  }>
  readonly standIns: ReadonlyArray<{ readonly name: string; readonly reason: string }>
}
