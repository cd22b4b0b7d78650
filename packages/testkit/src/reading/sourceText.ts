/** Reads source text for names, comments and documentation left out. */
import type { Integration, Language } from "../subject/Integration.ts"

const pythonText = /"""[\s\S]*?"""|'''[\s\S]*?'''|("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|#[^\n]*/g
const typeScriptText =
  /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\[\s\S]|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g

/** A source text without its comments and, in Python, without the texts in triple quotes. */
export const withoutComments = (source: string, language: Language): string =>
  source.replace(
    language === "python" ? pythonText : typeScriptText,
    (text, quoted: string | undefined) => quoted ?? text.replaceAll(/[^\n]/g, "")
  )

/** The folder's source files of the module's language without their comments, by path; the module's file first. */
export const codeOf = ({
  language,
  moduleFile,
  siblings,
  source
}: Integration): ReadonlyMap<string, string> =>
  new Map(
    [[moduleFile, source] as const, ...Object.entries(siblings)].map(([path, text]) => [
      path,
      withoutComments(text, language)
    ])
  )

/** How often a name occurs as a whole word. */
export const occurrences = (code: string, name: string): number =>
  code.match(new RegExp(`(?<![\\w$])${name.replaceAll("$", "\\$")}(?![\\w$])`, "g"))?.length ?? 0
