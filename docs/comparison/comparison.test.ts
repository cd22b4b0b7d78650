/** The page that compares this provider with its peers is what they do, and this provider keeps every rule. */
import { beforeAll, describe, expect, it, vi } from "vitest"
import { mockProvider } from "../../bench/peers/mockProvider.ts"
import { oauth2MockServer } from "../../bench/peers/oauth2MockServer.ts"
import { oidcProvider } from "../../bench/peers/oidcProvider.ts"
import { rules } from "@application-credentials/mock-provider"
import { tell } from "./Answer.ts"
import type { Answers } from "./compare.ts"
import { compare } from "./compare.ts"
import { groups } from "./requests/groups.ts"
import { isRefusedByRule } from "./WrongRequest.ts"
import { writePage } from "./writePage.ts"

const peers = [mockProvider, oauth2MockServer, oidcProvider]
const requests = groups.flatMap((group) => group.requests)
let answers: Answers
/** The rules that this provider refused a request by. */
const refused = new Set<string>()

/** The rules of what goes beyond codes, refresh tokens and client credentials. */
const rulesWithRow = Object.keys(rules).filter((name) =>
  /^(access-token-(audience|dpop)|assertion|client-assertion|client-document|dpop|end-session|exchange|id-token|post-logout|pushed|registration|request-uri|resource|response-mode)/.test(
    name
  )
)

/** Those that no request can break, as the servers are set up here. */
const unbreakable = [
  // Of this provider's own API, which its peers do not have.
  "access-token-audience",
  // Where the options ask for nonces, and for requests to be pushed.
  "dpop-nonce",
  "pushed-required",
  // Once twenty thousand clients are registered.
  "registration-full"
]

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  answers = await compare(peers, requests, (rule) => refused.add(rule))
  vi.useRealTimers()
})

describe("this provider, asked beside its peers,", () => {
  it.each(requests)("refuses as $rule has it: $request", (request) => {
    const [own] = answers.get(request) ?? []
    expect(own).toSatisfy((answer) => isRefusedByRule(request, answer), own && tell(own))
  })
})

describe("a rule of what goes beyond the core", () => {
  it.each(rulesWithRow)("is broken by a request of the table: %s", (name) => {
    expect(refused.has(name)).toBe(!unbreakable.includes(name))
  })
})

describe("docs/comparison.md", () => {
  it("is what the servers do", async () => {
    await expect(writePage(peers, groups, answers)).toMatchFileSnapshot("../comparison.md")
  })
})
