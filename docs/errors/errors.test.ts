/** The catalogue of errors is whole: each error of the packages says what it is, and here is what to do about it. */
import { describe, expect, it } from "vitest"
import { readErrors } from "./readErrors.ts"
import { gaps } from "./writePages.ts"

const errors = readErrors()

describe("the catalogue of errors", () => {
  it("finds the errors of all three packages, however they are written", () => {
    const tags = errors.map(({ of, tag }) => `${of}: ${tag}`)
    expect(tags).toContain("sdk: StateMismatch")
    expect(tags).toContain("sdk: NoResponse")
    expect(tags).toContain("mock-provider: InvalidProviderOptions")
    expect(tags).toContain("testkit: CannotBeChecked")
  })

  it("reads what an error has and where it is exported", () => {
    expect(errors.find(({ tag }) => tag === "StateMismatch")).toMatchObject({
      entries: ["@application-credentials/sdk"],
      members: ['reason: "otherState" | "otherBrowser"', "message: string"],
      see: ["https://www.rfc-editor.org/rfc/rfc9700#section-4.7"]
    })
    expect(errors.find(({ tag }) => tag === "RequestFailed")?.members).toEqual([
      "status: number",
      "body: { message: string } | { errors: Readonly<Record<string, string>> }"
    ])
    expect(errors.find(({ tag }) => tag === "TokenEndpointUnavailable")?.members).toContain(
      'operation: "exchange" | "refresh"'
    )
  })

  it("says of every error when it comes, what to do, and what its message looks like", () => {
    expect(gaps(errors)).toEqual([])
  })

  it("misses an error that nobody describes, and advice that nobody needs", () => {
    const known = gaps(errors)
    const unknown = {
      of: "sdk",
      tag: "Brand",
      path: "a.ts",
      entries: [],
      says: "",
      see: [],
      members: [],
      messages: []
    }
    expect(gaps([...errors, unknown]).filter((gap) => !known.includes(gap))).toEqual([
      "sdk: Brand lacks what to do, in docs/errors/advice.ts",
      "sdk: Brand lacks a docstring, in a.ts"
    ])
    const fewer = errors.filter(({ tag }) => tag !== "StateMismatch")
    expect(gaps(fewer).filter((gap) => !known.includes(gap))).toEqual([
      "sdk: there is no StateMismatch any more: take it out of docs/errors/advice.ts"
    ])
  })
})
