import { expect, it } from "vitest"
import { watchGlobalsOfNode } from "../../src/browser/globalsOfNode.ts"

const folder = "/config/custom_components/acme"

/** Runs code as a file of the module's folder, or of another, with what a browser's worker has. */
const needsOf = (code: string, file = `${folder}/lib/token.ts`): ReadonlyArray<string> => {
  const needs: Array<string> = []
  const scope = {}
  watchGlobalsOfNode(scope, folder, (what) => needs.push(what))
  new Function("scope", `with (scope) { ${code}\n}\n//# sourceURL=file://${file}`)(scope)
  return needs
}

it.each([
  ["process?.env.ACME_ID", "process"],
  ["typeof process === 'object'", "process"],
  ["const make = () => Buffer; make()", "Buffer"],
  ["setImmediate", "setImmediate"],
  ["require", "require"],
  ["__dirname", "__dirname"]
])("a module needs Node that runs: %s", (code, name) => {
  expect(needsOf(code)).toEqual([`lib/token.ts uses ${name}`])
})

it.each([
  "// process.env.ACME_ID",
  "'process.env'",
  "({ process: 1 }).process",
  "const process = { env: {} }; process.env",
  "() => process.env",
  "scope.process = { env: {} }; process.env"
])("a module does not need Node that runs: %s", (code) => {
  expect(needsOf(code)).toEqual([])
})

it("packages of the host ask for them, and do without", () => {
  expect(needsOf("process; Buffer", "/packages/effect/index.js")).toEqual([])
})
