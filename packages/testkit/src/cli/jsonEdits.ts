/** Changes of a JSON text that keep its formatting and the order of its members. */
import { applyEdits, findNodeAtLocation, type JSONPath, modify, parseTree } from "jsonc-parser"

/** Sets a member. A new one comes last, or before the first that `isAfter` names. */
export const setMember = (
  text: string,
  path: JSONPath,
  value: unknown,
  isAfter: (name: string) => boolean = () => false
): string => {
  const getInsertionIndex = (names: Array<string>) => {
    const index = names.findIndex(isAfter)
    return index === -1 ? names.length : index
  }
  return applyEdits(text, modify(text, path, value, { formattingOptions: formatOf(text), getInsertionIndex }))
}

/** Sets a list of texts, on one line unless it had several. */
export const setList = (
  text: string,
  path: JSONPath,
  items: ReadonlyArray<string>,
  isAfter?: (name: string) => boolean
): string => {
  const before = nodeText(text, path)
  if (before?.includes("\n")) return setMember(text, path, items)
  const empty = setMember(text, path, [], isAfter)
  return replaceNode(empty, path, `[${items.map((item) => JSON.stringify(item)).join(", ")}]`)
}

/** Gives a member another name, in its place. */
export const renameMember = (text: string, name: string, newName: string): string => {
  const property = nodeAt(text, [name])?.parent?.children?.[0]
  return property === undefined ? text : splice(text, property, JSON.stringify(newName))
}

const nodeAt = (text: string, path: JSONPath) => {
  const tree = parseTree(text)
  return tree && findNodeAtLocation(tree, path)
}

const nodeText = (text: string, path: JSONPath): string | undefined => {
  const node = nodeAt(text, path)
  return node && text.slice(node.offset, node.offset + node.length)
}

const replaceNode = (text: string, path: JSONPath, value: string): string => {
  const node = nodeAt(text, path)
  return node === undefined ? text : splice(text, node, value)
}

const splice = (
  text: string,
  at: { readonly offset: number; readonly length: number },
  value: string
): string => text.slice(0, at.offset) + value + text.slice(at.offset + at.length)

/** How a text is indented and where its lines end. */
const formatOf = (text: string) => {
  const [, indent = "  "] = /^([\t ]+)\S/m.exec(text) ?? []
  return {
    insertSpaces: !indent.startsWith("\t"),
    tabSize: indent.startsWith("\t") ? 4 : indent.length,
    eol: text.includes("\r\n") ? "\r\n" : "\n"
  }
}
