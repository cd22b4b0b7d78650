/** The page of the comparison. */
import { readFileSync } from "node:fs"
import type { Peer } from "../../bench/peers/Peer.ts"
import { table } from "../table.ts"
import type { Answer } from "./Answer.ts"
import { tell } from "./Answer.ts"
import type { Answers } from "./compare.ts"
import type { Group } from "./requests/groups.ts"
import type { WrongRequest } from "./WrongRequest.ts"
import { isRefused, isRefusedByRule } from "./WrongRequest.ts"

/** Writes the page, as the formatter would. */
export const writePage = (
  peers: ReadonlyArray<Peer>,
  groups: ReadonlyArray<Group>,
  answers: Answers
): string => {
  const names = peers.map(({ name }) => name)
  const requests = groups.flatMap((group) => group.requests)
  const cells = (request: WrongRequest): ReadonlyArray<Answer> => answers.get(request) ?? []
  const count = (is: (request: WrongRequest, answer: Answer) => boolean): ReadonlyArray<string> => {
    const verdicts = requests.map((request) => cells(request).map((answer) => is(request, answer)))
    return peers.map((_, peer) => `${verdicts.filter((row) => row[peer]).length}`)
  }
  const parts = [
    introduction(requests.length),
    peers.map(describe).join("\n"),
    legend,
    table([
      [`of ${requests.length} requests`, ...names],
      ["refused", ...count(isRefused)],
      ["refused as the rule has it", ...count(isRefusedByRule)],
      ["not served", ...count((_, answer) => answer.to === "nothing")]
    ]),
    ...groups.flatMap((group) => [
      `## ${group.title}`,
      table([
        ["request", "rule", ...names],
        ...group.requests.map((each) => [each.request, each.rule, ...cells(each).map(tell)])
      ])
    ])
  ]
  return `${parts.join("\n\n")}\n`
}

const introduction = (count: number): string => `# What servers do with wrong requests

${count} requests that break a rule, each sent to three servers on real ports in one run. A test sends them and keeps this
page: \`npx vitest run docs/comparison\`, with \`--update\` when a server does otherwise. Each server is as strict as its
options allow, and has the same clients where it has any:`

const describe = (peer: Peer): string =>
  `- ${peer.name} ${versionOf(peer.package)}: ${peer.configuration.join(", ")}`

const legend = `PKCE is not required in the one row on a code without a challenge. A cell says what came: a status with the OAuth error,
or with what the server gave; or where the browser was sent, and with what. A request is refused as its rule has it if
the error is one that the rule allows, and comes where it may come. What is “not served” a server does not have; it
then refuses nothing.`

const versionOf = (name: string | undefined): string => {
  if (name === undefined) return "of this repository"
  const manifest = new URL(`../../node_modules/${name}/package.json`, import.meta.url)
  return JSON.parse(readFileSync(manifest, "utf8")).version
}
