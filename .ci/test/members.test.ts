import { parseSync } from "oxc-parser"
import { describe, expect, it } from "vitest"
import { type Exported, readEntries } from "../../docs/reference/readEntries.ts"

/** The members of an interface or a service that do something and do not say what. */
const undescribed = ({ code, name }: Pick<Exported, "code" | "name">): ReadonlyArray<string> => {
  const { comments, program } = parseSync(`${name}.d.ts`, code)
  const isDescribed = (start: number) =>
    comments.some(
      ({ end, type, value }) =>
        end <= start && type === "Block" && value.startsWith("*") && code.slice(end, start).trim() === ""
    )
  return program.body
    .flatMap((statement) => {
      if (statement.type === "TSInterfaceDeclaration") return statement.body.body
      if (statement.type !== "ClassDeclaration") return []
      const shape = statement.superTypeArguments?.params.at(-1)
      return shape?.type === "TSTypeLiteral" ? shape.members : []
    })
    .flatMap((member) => {
      if (member.type !== "TSPropertySignature" && member.type !== "TSMethodSignature") return []
      const text = code.slice(member.start, member.end)
      const acts = member.type === "TSMethodSignature" || /^[^:]*: (?:\(*[<(]|Effect\.|Stream\.)/.test(text)
      return acts && !isDescribed(member.start) ? [`${name}: ${text.split("\n")[0]}`] : []
    })
}

describe("what a member does that acts", () => {
  it("stands on the member, where an editor shows it", () => {
    const exported = readEntries().flatMap((entry) => entry.exported)
    expect(exported.filter(({ code }) => /^(?:interface|class)\b/.test(code)).length).toBeGreaterThan(200)
    expect(exported.flatMap(undescribed)).toEqual([])
  })

  it.each([
    ["interface A {\n  /** Says a. */\n  say: (a: string) => void\n}", []],
    ["interface A {\n  say: (a: string) => void\n}", ["A: say: (a: string) => void"]],
    ["interface A {\n  /** Says a. */\n  say(): void\n  stop(): void\n}", ["A: stop(): void"]],
    [
      'class A extends Context.ServiceClass<A, "a", {\n  readonly list: Effect.Effect<void>\n}> {}',
      ["A: readonly list: Effect.Effect<void>"]
    ],
    ["interface A {\n  readonly name: string\n}", []]
  ])("is looked for: %j", (code, found) => {
    expect(undescribed({ name: "A", code })).toEqual(found)
  })
})
