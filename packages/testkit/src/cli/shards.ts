/** Chooses the integrations that one of several machines checks. */
import { createHash } from "node:crypto"
import { Effect } from "effect"
import { CannotCheck } from "./errors.ts"

/** Reads `2/4`. */
export const parseShard = (
  text: string
): Effect.Effect<{ readonly index: number; readonly count: number }, CannotCheck> => {
  const [, index = 0, count = 0] = (/^(\d{1,4})\/(\d{1,4})$/.exec(text) ?? []).map(Number)
  return index >= 1 && index <= count
    ? Effect.succeed({ index, count })
    : Effect.fail(
        new CannotCheck({ message: `--shard takes a part and how many there are, such as 2/4, not ${text}.` })
      )
}

/** The shard of a path: the same wherever other paths come and go. */
export const shardOf = (path: string, count: number): number =>
  (createHash("sha256")
    .update(path.replace(/^(?:\.\/)+/, ""))
    .digest()
    .readUInt32BE() %
    count) +
  1
