/** What a module needs of whoever calls it, as its author gives it: `application_credentials.check.json`. */
import type { Json } from "./Protocol.ts"

/** The file beside a module that gives it. */
export const checkFileName = "application_credentials.check.json"

/**
 * What a module needs that the test kit cannot know.
 *
 * @category models
 * @since 0.1.0
 */
export interface ModuleContext {
  /** A credential as its provider hands them out. Those that are generated have its form. */
  readonly credential?: { readonly clientId: string; readonly clientSecret?: string }
  /** Entries of `hass.data`. */
  readonly data?: { readonly [key: string]: Json }
  /** Python to run before each thing that the host does with the module. */
  readonly python?: string
}
