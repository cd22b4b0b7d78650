/** An integration's folder as read from disk: what the PKG and PLH requirements are about. */
import type { ModuleContext } from "./ModuleContext.ts"
import type { Json } from "./Protocol.ts"
import type { PythonPackages } from "./PythonPackages.ts"

/**
 * A JSON file of the integration.
 *
 * @category models
 * @since 0.1.0
 */
export interface JsonFile {
  /** Path within the folder, such as `translations/en.json`. */
  readonly path: string
  readonly content: Json
  /** The file as it is written. */
  readonly text: string
}

/**
 * The language a module is written in.
 *
 * @category models
 * @since 0.1.0
 */
export type Language = "typescript" | "python"

/**
 * An integration's folder.
 *
 * @category models
 * @since 0.1.0
 */
export interface Integration {
  /** The path as the user gave it, or below it: what the report shows. */
  readonly path: string
  /** Absolute path of the folder. */
  readonly directory: string
  /** Absolute path of the module's file. */
  readonly modulePath: string
  /** The module's file name, such as `application_credentials.py`. */
  readonly moduleFile: string
  readonly language: Language
  /** The folder's name. */
  readonly folder: string
  /** The manifest's domain, or else the folder's name. */
  readonly domain: string
  /** Core integrations live in `homeassistant/components` and keep their strings in `strings.json`. */
  readonly kind: "custom" | "core"
  /** The oldest Home Assistant that it supports, as `hacs.json` says; absent where there is none that says it. */
  readonly minimumHomeAssistant?: string
  readonly manifest: JsonFile | null
  readonly strings: JsonFile | null
  /** By language, such as `en`. */
  readonly translations: { readonly [language: string]: JsonFile }
  /** The module's source text. */
  readonly source: string
  /** The folder's other source files of the module's language, by path within the folder. */
  readonly siblings: { readonly [path: string]: string }
  /** The packages that it is run with, if it is a Python one and they were looked for. */
  readonly packages?: PythonPackages
  /** What its module needs of whoever calls it, as its author gives it. */
  readonly context?: ModuleContext
}
