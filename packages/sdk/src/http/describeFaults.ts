/** What is wrong with a message, in the words that Home Assistant's clients know. */
import { Predicate, SchemaIssue } from "effect"
import type { Schema } from "effect"

/**
 * Describes every fault of a message, one a line, in the order of the alphabet as Home Assistant does. No value is
 * repeated, as it may be a secret.
 *
 * @see homeassistant/components/websocket_api/connection.py, async_handle_exception
 * @category formatting
 * @since 0.1.0
 */
export const describeFaults = ({ issue }: Schema.SchemaError): string =>
  format(issue)
    .issues.map(({ message, path = [] }) => describe(message, path))
    .toSorted()
    .join("\n")

const describe = (message: string, path: ReadonlyArray<unknown>): string => {
  const place = path.length === 0 ? "" : ` @ data[${path.map((key) => `'${String(key)}'`).join("][")}]`
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
