/** How a check runs. */

/** The seed and the number of inputs of a check; `path` replays one counterexample. */
export interface RunOptions {
  readonly seed: number
  /** How many inputs a property is given. */
  readonly runs: number
  readonly path?: string | undefined
}
