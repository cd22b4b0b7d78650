/** The page that compares this provider with its peers is what they do, and this provider keeps every rule. */
import { beforeAll, describe, expect, it, vi } from "vitest"
import { mockProvider } from "../../bench/peers/mockProvider.ts"
import { oauth2MockServer } from "../../bench/peers/oauth2MockServer.ts"
import { oidcProvider } from "../../bench/peers/oidcProvider.ts"
import { tell } from "./Answer.ts"
import type { Answers } from "./compare.ts"
import { compare } from "./compare.ts"
import { groups } from "./requests/groups.ts"
import { isRefusedByRule } from "./WrongRequest.ts"
import { writePage } from "./writePage.ts"

const peers = [mockProvider, oauth2MockServer, oidcProvider]
const requests = groups.flatMap((group) => group.requests)
let answers: Answers

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  answers = await compare(peers, requests)
  vi.useRealTimers()
})

describe("this provider, asked beside its peers,", () => {
  it.each(requests)("refuses as $rule has it: $request", (request) => {
    const [own] = answers.get(request) ?? []
    expect(own).toSatisfy((answer) => isRefusedByRule(request, answer), own && tell(own))
  })
})

describe("docs/comparison.md", () => {
  it("is what the servers do", async () => {
    await expect(writePage(peers, groups, answers)).toMatchFileSnapshot("../comparison.md")
  })
})
