import { describe, expect, it } from "vitest"
import { specifiersOf } from "../imports/specifiersOf.ts"
import { violationOf } from "../imports/violationOf.ts"

const entries = new Set([
  "@application-credentials/sdk",
  "@application-credentials/mock-provider",
  "@application-credentials/testkit",
  "@application-credentials/testkit/vitest"
])

const violation = (from: string, specifier: string) => violationOf({ from, specifier }, entries)

describe("an import", () => {
  it.each([
    ["packages/sdk/src/protocol/CodeGrant.ts", "../domain/Token.ts"],
    ["packages/sdk/src/domain/Token.ts", "./StoredToken.ts"],
    ["packages/sdk/src/index.ts", "./flows/LinkingFlow.ts"],
    ["packages/sdk/src/domain/Token.ts", "effect"],
    ["packages/sdk/test/domain/Token.test.ts", "../../src/domain/Token.ts"],
    ["packages/sdk/test/domain/Token.test.ts", "@application-credentials/mock-provider"],
    ["packages/mock-provider/src/edges/fetch.ts", "../core/Provider.ts"],
    ["packages/mock-provider/src/node/listen.ts", "node:http"],
    ["packages/mock-provider/test/node/wire.ts", "node:net"],
    ["packages/testkit/src/checks/aut/AUT-2.ts", "../../subject/Subject.ts"],
    ["packages/testkit/src/checks/aut/AUT-2.ts", "@application-credentials/sdk"],
    ["packages/testkit/src/checks/aut/AUT-2.ts", "../../reading/pkce.ts"],
    ["packages/testkit/src/checks/aut/AUT-2.ts", "./AUT-3.ts"],
    ["packages/testkit/src/checks/checks.ts", "./aut/AUT-2.ts"],
    ["packages/testkit/src/reporters/Json.ts", "../runner/RunEvent.ts"],
    ["packages/testkit/src/cli/main.ts", "../adapters/PythonSubject.ts"],
    ["packages/testkit/src/cli/version.ts", "../../package.json"],
    ["examples/integrations/acme/application_credentials.ts", "@application-credentials/sdk"]
  ])("of %s may be %s", (from, specifier) => {
    expect(violation(from, specifier)).toBeNull()
  })

  it.each([
    ["packages/sdk/src/domain/Token.ts", "../protocol/CodeGrant.ts", "domain may import only itself"],
    ["packages/sdk/src/services/X.ts", "../flows/Y.ts", "services may import domain, protocol"],
    ["packages/sdk/src/services/X.ts", "../index.ts", "not index.ts"],
    ["packages/sdk/src/edge/X.ts", "../domain/Y.ts", "has no place"],
    ["packages/sdk/src/Stray.ts", "./domain/Y.ts", "has no place"],
    ["packages/sdk/src/domain/X.ts", "../../test/Y.ts", "imports only itself"],
    ["packages/sdk/src/domain/X.ts", "../../../testkit/src/index.ts", "leaves packages/sdk"],
    ["packages/sdk/src/domain/X.ts", "@application-credentials/testkit", "does not depend on"],
    ["packages/mock-provider/src/core/X.ts", "../faults/Y.ts", "core may import only itself"],
    ["packages/mock-provider/src/core/X.ts", "@application-credentials/sdk", "does not depend on"],
    ["packages/mock-provider/src/edges/X.ts", "../node/Y.ts", "not node/Y.ts"],
    ["packages/mock-provider/src/edges/X.ts", "node:http", "edges runs in browsers too"],
    ["packages/mock-provider/src/index.ts", "@effect/platform-node/NodeRuntime", "runs in browsers too"],
    ["packages/testkit/src/checks/aut/AUT-2.ts", "../tok/TOK-1.ts", "checks/aut may not import checks/tok"],
    ["packages/testkit/src/reading/X.ts", "../checks/tok/TOK-1.ts", "not checks/tok/TOK-1.ts"],
    ["packages/testkit/src/engine/X.ts", "../reading/Y.ts", "not reading/Y.ts"],
    ["packages/testkit/src/adapters/X.ts", "../checks/Y.ts", "adapters may import subject"],
    ["packages/testkit/src/reporters/X.ts", "../runner/Run.ts", "runner/RunEvent.ts"],
    ["packages/testkit/src/reporters/X.ts", "../arbitraries/Y.ts", "reporters may import catalog"],
    ["packages/testkit/src/vitest/X.ts", "../cli/main.ts", "not cli/main.ts"],
    ["packages/testkit/src/checks/X.ts", "@application-credentials/sdk/domain/Y", "not a public entry"],
    ["examples/integrations/acme/x.ts", "../../../packages/sdk/src/index.ts", "leaves its folder"]
  ])("of %s may not be %s", (from, specifier, why) => {
    expect(violation(from, specifier)).toContain(why)
  })
})

describe("specifiersOf", () => {
  it("finds every kind of import, and none in comments", () => {
    const source = [
      '// import "./comment.ts"',
      'import type { A } from "./type.ts"',
      'import "./effect.ts"',
      'export * from "./all.ts"',
      'export { b } from "./some.ts"',
      'export const c = () => import("./dynamic.ts")'
    ].join("\n")
    expect(specifiersOf("x.ts", source)).toEqual(
      ["type", "effect", "all", "some", "dynamic"].map((name) => `./${name}.ts`)
    )
  })

  it("fails on a file that cannot be parsed", () => {
    expect(() => specifiersOf("x.ts", "import {")).toThrow("x.ts")
  })
})
