/** What a report for people needs to know of the console. */

/**
 * How a piece of text looks. The names are those of Node's `util.styleText`.
 *
 * @category models
 * @since 0.1.0
 */
export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan"

/**
 * What the console reporter needs to know of the console.
 *
 * @category models
 * @since 0.1.0
 */
export interface ConsoleOptions {
  readonly paint: (style: Style, text: string) => string
  /** Columns of the console. */
  readonly width: number
  /** Says every verdict, and why something does not apply. */
  readonly verbose: boolean
}
