/** What a Python package requires, as PEP 508 has it. */
import { satisfies, valid } from "@renovatebot/pep440"

/**
 * A requirement, such as `acme-api[fast]>=1.2; python_version >= "3.13"`.
 */
export interface Requirement {
  /** The distribution's name, written as an index has it: `acme-api`. */
  readonly name: string
  readonly extras: ReadonlyArray<string>
  /** Which versions will do, such as `>=1.2`; empty where any does. */
  readonly specifier: string
  /** Where else than from an index it comes from, such as a repository; null where it does not. */
  readonly url: string | null
  readonly marker: string | null
}

const pattern =
  /^\s*([a-z0-9](?:[\w.-]*[a-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:@\s*([^\s;]+)|\(?([<>=!~][^;()]*|)\)?)\s*(?:;\s*(.+))?$/i

/** Reads a requirement. Null where it is none. */
export const parseRequirement = (text: string): Requirement | null => {
  const [found, name = "", extras = "", url = null, specifier = "", marker = null] = pattern.exec(text) ?? []
  return found === undefined
    ? null
    : {
        name: normalized(name),
        extras: extras.split(",").map(normalized).filter(Boolean),
        specifier: specifier.trim(),
        url,
        marker
      }
}

/**
 * A name as an index has it.
 *
 * @see PEP 503
 */
export const normalized = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replaceAll(/[-_.]+/g, "-")

/** The Python that packages are run by. */
export const pythonMinor = 14

/** What markers ask for: the interpreter here, on the machine that Home Assistant usually runs on. */
const environment: { readonly [name: string]: string } = {
  os_name: "posix",
  sys_platform: "linux",
  platform_system: "Linux",
  platform_machine: "x86_64",
  platform_release: "",
  platform_version: "",
  platform_python_implementation: "CPython",
  implementation_name: "cpython",
  implementation_version: `3.${pythonMinor}.0`,
  python_version: `3.${pythonMinor}`,
  python_full_version: `3.${pythonMinor}.0`
}

const tokens = /\s*(?:(\(|\))|(<=|>=|===|==|!=|~=|<|>)|(not\s+in|in|and|or)\b|"([^"]*)"|'([^']*)'|(\w+))/gy

/**
 * Whether something that is required under a marker is required here, with these extras. What is no marker asks for nothing.
 *
 * @see PEP 508
 */
export const isRequired = ({ marker }: Pick<Requirement, "marker">, extras: ReadonlyArray<string>): boolean =>
  marker === null ||
  (extras.length === 0 ? [""] : extras).some((extra) => new Marker(marker, { ...environment, extra }).holds())

interface Token {
  readonly kind: "bracket" | "operator" | "word" | "text" | "name"
  readonly text: string
}

/** Reads a marker from left to right: `or` of `and` of comparisons. */
class Marker {
  readonly #tokens: Array<Token>
  readonly #values: { readonly [name: string]: string }

  constructor(text: string, values: { readonly [name: string]: string }) {
    this.#values = values
    this.#tokens = [...text.matchAll(tokens)].map(
      ([, bracket, operator, word, double, single, name]): Token => {
        if (bracket !== undefined) return { kind: "bracket", text: bracket }
        if (operator !== undefined) return { kind: "operator", text: operator }
        if (word !== undefined) return { kind: "word", text: word.replaceAll(/\s+/g, " ") }
        return name === undefined
          ? { kind: "text", text: double ?? single ?? "" }
          : { kind: "name", text: name }
      }
    )
  }

  holds(): boolean {
    let result = this.#all()
    while (this.#take("or")) result = this.#all() || result
    return result
  }

  #all(): boolean {
    let result = this.#one()
    while (this.#take("and")) result = this.#one() && result
    return result
  }

  #one(): boolean {
    if (this.#take("(")) {
      const result = this.holds()
      this.#take(")")
      return result
    }
    const [left, operator, right] = this.#tokens.splice(0, 3)
    return left !== undefined && operator !== undefined && right !== undefined
      ? compare(
          this.#value(left),
          operator.text,
          this.#value(right),
          left.text === "extra" || right.text === "extra"
        )
      : false
  }

  #take(text: string): boolean {
    const [next] = this.#tokens
    const isNext = next?.text === text && (next.kind === "word" || next.kind === "bracket")
    if (isNext) this.#tokens.shift()
    return isNext
  }

  #value({ kind, text }: Token): string {
    return kind === "name" ? (this.#values[text] ?? "") : text
  }
}

const compare = (left: string, operator: string, right: string, areExtras: boolean): boolean => {
  if (operator === "in") return right.includes(left)
  if (operator === "not in") return !right.includes(left)
  if (areExtras) return (normalized(left) === normalized(right)) === (operator !== "!=")
  if (valid(left) !== null && isRange(right))
    return satisfies(left, `${operator}${right}`, { prereleases: true })
  if (operator === "==" || operator === "===") return left === right
  if (operator === "!=") return left !== right
  return false
}

const isRange = (text: string): boolean => valid(text.replace(/\.\*$/, "")) !== null
