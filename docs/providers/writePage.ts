/** The page of the profiles. */
import {
  naiveStepOf,
  type Profile,
  type Quirk,
  type QuirkName,
  quirks,
  type Source
} from "@application-credentials/mock-provider/profiles"
import { table } from "../table.ts"
import { factsNotPlayed, factsWithoutSource, type Gap, providersWithoutProfile } from "./unsourced.ts"

/** Writes the page, as the formatter would. */
export const writePage = (profiles: ReadonlyArray<Profile>): string => {
  const parts = [
    introduction(profiles),
    table([
      ["provider", "name", "clients authenticate by", "PKCE", "quirks", "a client of RFC 6749"],
      ...profiles.map(rowOf)
    ]),
    quirksHeading,
    table([
      ["quirk", "what it is", "stops a client of RFC 6749 at", "providers"],
      ...names.map((name) => [
        code(name),
        quirks[name].summary,
        stepsOf(profiles, name),
        havers(profiles, name)
      ])
    ]),
    ...profiles.flatMap(sectionOf),
    ...gapsOf(profiles)
  ]
  return `${parts.join("\n\n")}\n`
}

const introduction = (profiles: ReadonlyArray<Profile>): string => `# Providers

${profiles.length} real providers as data, in \`packages/mock-provider/src/profiles\`: the mock can be each of them, and the SDK can be
a client of each ([how](../packages/mock-provider/README.md#profiles)). A test keeps this page:
\`npx vitest run docs/providers\`, with \`--update\` after a change of a profile.

Every fact has a source, and the day on which it was read: providers change. Bold ones are the provider's own. What no
source says is left out, and is the standard; PKCE is then \`unknown\`, and clients do without. A mock takes what the
provider documents, and nothing else that the provider may forgive. Many are also tested with the clients that
[arctic](https://arcticjs.dev) has for them, and those that issue id tokens with openid-client too. Services of which each
customer has a host, as Auth0 is, have an example's here. [What could not be sourced](#what-could-not-be-sourced) is at the
end.

The last column is a client that knows RFC 6749 alone, authenticates by HTTP Basic, and links an account, refreshes,
links again, and repeats a code. It says where such a client fails, and with what. A test holds each provider to it.`

const quirksHeading = `## Quirks

Each is tested alone, on a provider that is otherwise the standard: it changes what goes over the wire, it stops a client
of RFC 6749 where it says, and it does not stop the SDK.`

const gapsOf = (profiles: ReadonlyArray<Profile>): ReadonlyArray<string> => {
  const withoutOwn = profiles.filter(({ sources }) => sources.every(({ by }) => by === "others"))
  return [
    "## What could not be sourced",
    `Without a source of the provider's own are: ${withoutOwn.map(({ title }) => title).join(", ")}.`,
    "### Providers without a profile",
    gapTable(providersWithoutProfile),
    "### Facts that profiles lack",
    gapTable(factsWithoutSource),
    "### Facts that the mock does not play",
    gapTable(factsNotPlayed)
  ]
}

const gapTable = (gaps: ReadonlyArray<Gap>): string =>
  table([["provider", "what"], ...gaps.map(({ missing, of }) => [of, missing])])

const names = Object.keys(quirks).filter((name): name is QuirkName => name in quirks)

const rowOf = ({
  clientAuthentication,
  naive,
  name,
  pkce,
  quirks: own,
  title
}: Profile): ReadonlyArray<string> => [
  title,
  code(name),
  clientAuthentication.map(code).join(", "),
  pkce,
  own.map((quirk) => code(quirk.name)).join(", "),
  naive.fails === "nowhere" ? "gets through" : `${naive.fails}: ${code(naive.saying)}`
]

const stepsOf = (profiles: ReadonlyArray<Profile>, name: QuirkName): string =>
  [
    ...new Set(
      profiles
        .flatMap(({ quirks: own }) => own)
        .filter((quirk) => quirk.name === name)
        .map(naiveStepOf)
    )
  ].join(" or ")

const havers = (profiles: ReadonlyArray<Profile>, name: QuirkName): string =>
  profiles
    .filter(({ quirks: own }) => own.some((quirk) => quirk.name === name))
    .map(({ title }) => title)
    .join(", ")

const sectionOf = (profile: Profile): ReadonlyArray<string> => [
  `## ${profile.title}`,
  [
    ...Object.entries(profile.endpoints).map(([endpoint, url]) => `- \`${endpoint}\`: <${url}>`),
    ...Object.entries(profile.otherEndpoints ?? {}).map(
      ([endpoint, urls]) => `- \`${endpoint}\` also: ${urls.map(code).join(", ")}`
    ),
    ...factsOf(profile).map((fact) => `- ${fact}`),
    ...profile.quirks.map((quirk) => `- ${code(quirk.name)}${parametersOf(quirk)}`)
  ].join("\n"),
  ["Sources:", "", ...profile.sources.map((source) => `- ${tell(source)}`)].join("\n")
]

const factsOf = ({
  allow = {},
  authorizeParameters,
  lifetimes,
  naive,
  require = {},
  rotation,
  scopes
}: Profile): ReadonlyArray<string> => [
  ...(scopes.length === 0 ? [] : [`scopes, for example: ${scopes.map(code).join(", ")}`]),
  ...(authorizeParameters === undefined
    ? []
    : [`clients ask with ${code(JSON.stringify(authorizeParameters))}`]),
  ...(lifetimes === undefined ? [] : [`lifetimes in seconds: ${code(JSON.stringify(lifetimes))}`]),
  ...(rotation === undefined ? [] : [`rotation of refresh tokens: ${code(JSON.stringify(rotation))}`]),
  ...Object.keys(allow).map((name) => `forgives: ${code(name)}`),
  ...Object.keys(require).map((name) => `requires: ${code(name)}`),
  ...(naive.fails === "nowhere" ? [`no obstacle to a client of RFC 6749: ${naive.because}`] : [])
]

const parametersOf = ({ name: _, ...parameters }: Quirk): string =>
  Object.keys(parameters).length === 0 ? "" : `: ${code(JSON.stringify(parameters))}`

const tell = ({ at, by, read, says, supports }: Source): string =>
  `${place(at, by)}, read ${read}, on ${supports.map(code).join(", ")}: ${says}`

const place = (at: string, by: Source["by"]): string => {
  const shown = at.startsWith("https://") ? `<${at}>` : code(at)
  return by === "provider" ? `**${shown}**` : shown
}

const code = (text: string): string => `\`${text}\``
