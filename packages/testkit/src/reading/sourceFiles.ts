/** The source files of an integration in which a secret would be published. */
import type { Integration } from "../subject/Integration.ts"
import { codeOf } from "./sourceText.ts"

/** A source file without its comments; line numbers are those of the file. */
export interface SourceFile {
  readonly path: string
  readonly code: string
}

/** Every source file in the module's language but tests, whose secrets are made up. The module's file comes first. */
export const sourceFiles = (integration: Integration): ReadonlyArray<SourceFile> =>
  [...codeOf(integration)].flatMap(([path, code]) => (isTest(path) ? [] : [{ path, code }]))

const isTest = (path: string): boolean =>
  /(?:^|\/)(?:tests?\/|test_|conftest\.py$)|\.test\.[mc]?[jt]s$/.test(path)
