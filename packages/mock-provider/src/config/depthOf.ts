/** How deep JSON is nested, which is known before it is parsed. */

/** Is how deep JSON may be nested: deeper than anybody writes, and not so deep that it fails wherever it is shown. */
export const deepest = 100

/** Measures how deep a text of JSON is nested. Texts and comments in it do not count. */
export const depthOf = (json: string): number => {
  let depth = 0
  let max = 0
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|\/\/.*|\/\*[^]*?\*\/|[[\]{}]/g)) {
    if (token === "[" || token === "{") max = Math.max(max, ++depth)
    else if (token === "]" || token === "}") depth--
  }
  return max
}
