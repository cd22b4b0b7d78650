/** The reason why there is nothing to check at a path. */
import { Schema } from "effect"

/**
 * Says that an integration cannot be checked: no such path, no module there, a file that cannot be read or JSON that
 * Home Assistant would refuse, or, in a browser, a module that needs Node. `message` says which file, where and why, and how to fix it.
 *
 * @category errors
 * @since 0.1.0
 */
export class CannotBeChecked extends Schema.TaggedError<CannotBeChecked>()("CannotBeChecked", {
  /** The file or folder, as the user named it or below that. */
  path: Schema.String,
  reason: Schema.Literals(["noSuchPath", "noModule", "unreadable", "brokenJson", "needsNode"]),
  message: Schema.String,
  /** Where in the file, from 1, where known. */
  line: Schema.optionalKey(Schema.Int),
  column: Schema.optionalKey(Schema.Int)
}) {}
