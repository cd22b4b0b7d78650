/** What passes between the page, the judge's worker and the worker of a module. */
import type { CannotBeChecked } from "../adapters/CannotBeChecked.ts"
import type { RequirementId } from "../catalog/Requirement.ts"
import type { RunEvent } from "../runner/RunEvent.ts"
import type { HomeAssistant } from "../subject/HomeAssistant.ts"

/** What the judge is asked to do: all of it plain data. */
export interface JudgeRequest {
  readonly files: Readonly<Record<string, string>>
  readonly domain: string
  readonly seed: number
  readonly runs: number
  readonly requirements: ReadonlyArray<RequirementId>
  readonly homeAssistant: HomeAssistant | null
  readonly timeLimitMillis: number
  readonly python: string
  readonly typescript: string
  /** The folder of Pyodide's files, ending in a slash. */
  readonly pyodide: string
}

/** What the judge says. */
export type JudgeReply =
  | { readonly _tag: "Event"; readonly event: RunEvent }
  | {
      readonly _tag: "CannotBeChecked"
      readonly problem: ConstructorParameters<typeof CannotBeChecked>[0]
    }
  | { readonly _tag: "Failed"; readonly message: string }
  | { readonly _tag: "Done" }

/** What a module's worker is started with. */
export interface ModuleSetup {
  /** The module's folder, its files by their paths in it, and which of them is the module. */
  readonly folder: string
  readonly file: string
  readonly files: Readonly<Record<string, string>>
  readonly pyodide: string
}

/**
 * What a module's worker says: which step it begins (-1 is loading), a message as JSON, that it has ended and why, or what the
 * module needs that a browser does not have.
 */
export type ModuleReply =
  | { readonly began: number }
  | { readonly text: string }
  | { readonly gone: string }
  | { readonly needsNode: string }
