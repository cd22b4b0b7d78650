/**
 * What a check finds out about a module with one input. A check succeeds where the rule is kept, and fails with one of
 * these.
 */
import { Data } from "effect"

/**
 * The module breaks the rule. `message` is a sentence about the module, in the past tense of what it did; `where` is
 * its file and line, where known.
 */
export class Violated extends Data.TaggedError("Violated")<{
  readonly message: string
  readonly where?: string | null
  /** What happened, line by line, where it takes several steps. */
  readonly timeLine?: ReadonlyArray<string>
  /** A violation that took a worker's life is not shrunk: each try costs the time limit. */
  readonly shrinkable?: boolean
  /** Known to be the module's own doing: the host's implementation, which breaks the rule in a milder way, is not asked. */
  readonly own?: boolean
}> {}

/** The rule has nothing to judge here. `message` says why. */
export class NotApplicable extends Data.TaggedError("NotApplicable")<{ readonly message: string }> {}

/** It could not be decided whether the rule is kept. `message` says what is missing, `advice` what a user can do about it. */
export class Inconclusive extends Data.TaggedError("Inconclusive")<{
  readonly message: string
  readonly advice?: string
}> {}

/** What leaves nothing to say of the rule. */
export type Unjudged = NotApplicable | Inconclusive

/** Any of them. */
export type Finding = Violated | NotApplicable | Inconclusive
