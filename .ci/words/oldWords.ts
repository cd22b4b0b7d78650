/** Words that this code and its documents had for things that have an ordinary name. */

/** A word that is not to come back, and what to say. */
export interface OldWord {
  readonly pattern: RegExp
  readonly say: string
}

/** The words. Which one to say in general: "Words" of the style, in CONTRIBUTING.md. */
export const oldWords: ReadonlyArray<OldWord> = [
  { pattern: /\bmend(s|ed|ing)?\b/i, say: "fix" },
  { pattern: /\bundecided\b/i, say: "inconclusive" },
  { pattern: /\b(strikes?|striking|struck)\b/i, say: "redact" },
  { pattern: /\bwithoutConstants\b/, say: "redact" },
  { pattern: /\btell[A-Z]\w*\b|\bTell(ing|er)\b/, say: "report, log, record or notify" },
  { pattern: /\bgoOnFrom\b/, say: "resume" },
  { pattern: /\b(go|goes|going|gone|went) on\b|\w+GoOn\b/i, say: "continue, resume or run" },
  {
    pattern: /\b(is|are|was|were|be|been|being) told\b(?! (apart|from|to|otherwise)\b)/i,
    say: "report, log or notify; who is told something learns it"
  },
  { pattern: /toItsEnd\b/i, say: "run to completion, or uninterruptible" },
  { pattern: /\blook(Together|AtAll)\b|\bmakeLook\w*\b/i, say: "evaluate" },
  { pattern: /\bsightings?\b/i, say: "finding" },
  { pattern: /\bmoot\b|\bendMoot\w*\b/i, say: "obsolete" },
  { pattern: /\bothersAsk\b/, say: "batch boundary" },
  { pattern: /\bnotable\b/, say: "salient, or counterexample" },
  { pattern: /\bhave none of\b/i, say: "refused, or rejected" },
  { pattern: /\bof its own accord\b/i, say: "by itself" },
  {
    pattern: /\b(make|in|Key|Link|Signing)?World\b|\bVisit\b/,
    say: "harness, host context, request context or browser session"
  }
]

/** Where history is told, or words are named in order to be refused. */
const exceptions =
  /^((packages\/[\w-]+\/)?CHANGELOG\.md|docs\/(decisions|discoveries)\/|\.ci\/(words|test\/words)|package-lock\.json$)/

/** What is wrong with the words of a file, a line each. */
export const oldWordsIn = (path: string, text: string): ReadonlyArray<string> =>
  exceptions.test(path)
    ? []
    : text.split("\n").flatMap((line, index) =>
        oldWords.flatMap(({ pattern, say }) => {
          const found = pattern.exec(line)?.[0]
          return found === undefined ? [] : [`${path}:${index + 1}: "${found}": say ${say}`]
        })
      )
