/** What is wrong with a message, in the words that Home Assistant's clients know. */
import { Predicate, SchemaIssue } from "effect"
import type { Schema } from "effect"
import { printable } from "./printable.ts"

/**
 * Describes the first fault of a message: one, as a message may have as many as it has members. No value is repeated, as
 * it may be a secret, and of a member's name no more than is needed to find it.
 *
 * @see homeassistant/components/websocket_api/connection.py, async_handle_exception
 */
export const describeFault = ({ issue }: Schema.SchemaError): string => {
  const [first] = format(issue).issues
  return first === undefined ? "not a valid value" : describe(first.message, first.path ?? [])
}

const describe = (message: string, path: ReadonlyArray<unknown>): string => {
  const place =
    path.length === 0 ? "" : ` @ data[${path.map((key) => `'${printable(String(key), 80)}'`).join("][")}]`
  if (message === missing) return `${missing}${place}. Got None`
  return path.length === 0 || message === unexpected
    ? `${message}${place}`
    : `${message} for dictionary value${place}`
}

const missing = "required key not provided"
const unexpected = "extra keys not allowed"

const format = SchemaIssue.makeFormatterStandardSchemaV1({
  leafHook: (issue) => {
    switch (issue._tag) {
      case "MissingKey":
        return missing
      case "UnexpectedKey":
        return unexpected
      case "InvalidType":
        return expected(issue.ast)
      default:
        return "not a valid value"
    }
  },
  checkHook: () => undefined
})

const expected = ({ _tag, annotations }: SchemaIssue.InvalidType["ast"]): string => {
  if (Predicate.isString(annotations?.["message"])) return annotations["message"]
  return names[_tag] ?? "not a valid value"
}

const names: { readonly [tag: string]: string } = {
  String: "expected str",
  Number: "expected int",
  Objects: "expected a dictionary"
}
