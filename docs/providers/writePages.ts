/** The pages of the profiles. */
import {
  naiveStepOf,
  type Profile,
  profiles,
  type Quirk,
  type QuirkName,
  quirks,
  type Source
} from "@application-credentials/mock-provider/profiles"
import { escapeText } from "../escapeText.ts"
import { table } from "../table.ts"
import { factsNotPlayed, factsWithoutSource, type Gap, providersWithoutProfile } from "./unsourced.ts"

/** Writes a page for each provider, one for the quirks, one for what is not known, and their list. */
export const writeProviders = (): Readonly<Record<string, string>> => ({
  "index.md": index,
  "quirks.md": writeQuirks(),
  "not-sourced.md": writeUnsourced(),
  ...Object.fromEntries(profiles.map((profile) => [`${profile.name}.md`, writeProvider(profile)]))
})

const index = `<script setup lang="ts">
import ProviderList from "./ProviderList.vue"
import { data } from "./providers.data.ts"
</script>

# Providers

Real providers as data, each fact with its source and the day on which it was read. The mock provider can be each of
them, the SDK can be a client of each, and the check knows what each asks of a module. A test links an account at every one.
[All quirks](quirks.md) · [What could not be sourced](not-sourced.md) · [How to play one](../guides/providers.md)

<ProviderList :providers="data.providers" :quirks="data.quirks" />`

/** A provider: what differs from the standard, its facts, and where each comes from. */
const writeProvider = (profile: Profile): string =>
  [
    `# ${profile.title}`,
    outcome(profile),
    "## Play it",
    `\`\`\`sh\nnpx --package @application-credentials/mock-provider mock-oauth-provider --profile ${profile.name}\n\`\`\``,
    `Or [in process](../guides/providers.md), as \`findProfile("${profile.name}")\`.`,
    "## What differs from the standard",
    list(
      profile.quirks.map(
        (quirk) =>
          `[${code(quirk.name)}](quirks.md#${quirk.name.toLowerCase()}): ${escapeText(quirks[quirk.name].summary)}${parametersOf(quirk)}`
      )
    ),
    "## Facts",
    list([
      ...Object.entries(profile.endpoints).map(([endpoint, url]) => `${code(endpoint)}: ${code(url)}`),
      ...Object.entries(profile.otherEndpoints ?? {}).map(
        ([endpoint, urls]) => `${code(endpoint)} also: ${urls.map(code).join(", ")}`
      ),
      ...factsOf(profile)
    ]),
    "## Sources",
    "Bold ones are the provider's own. What no source says is left out, and is taken for the standard.",
    list(profile.sources.map(writeSource))
  ].join("\n\n")

/** The quirks, each with the providers that have it. */
const writeQuirks = (): string =>
  [
    "# Quirks",
    "Deviations from the standard that real providers have, as data. A test plays each alone: it changes what goes over the wire, it stops a client of RFC 6749 where it says, and it does not stop the SDK.",
    ...names.flatMap((name) => [
      `## ${name}`,
      `${escapeText(quirks[name].summary)}${stops(name)}`,
      `Found at ${havers(name)
        .map(({ name: provider, title }) => `[${title}](${provider}.md)`)
        .join(", ")}.`
    ])
  ].join("\n\n")

/** What is not known. */
const writeUnsourced = (): string =>
  [
    "# What could not be sourced",
    `Without a source of the provider's own are: ${profiles
      .filter(({ sources }) => sources.every(({ by }) => by === "others"))
      .map(({ title }) => title)
      .join(", ")}.`,
    "## Providers without a profile",
    gapTable(providersWithoutProfile),
    "## Facts that profiles lack",
    gapTable(factsWithoutSource),
    "## Facts that the mock does not play",
    gapTable(factsNotPlayed)
  ].join("\n\n")

const gapTable = (gaps: ReadonlyArray<Gap>): string =>
  table([["provider", "what"], ...gaps.map(({ missing, of }) => [of, missing])])

const names = Object.keys(quirks).filter((name): name is QuirkName => name in quirks)

const outcome = ({ naive }: Profile): string =>
  naive.fails === "nowhere"
    ? `A client that knows RFC 6749 alone works here: ${escapeText(naive.because)}.`
    : `A client that knows RFC 6749 alone, and authenticates by HTTP Basic, fails at the ${steps[naive.fails]} with ${code(naive.saying)}.`

const steps = {
  authorize: "authorization request",
  exchange: "exchange of the code",
  refresh: "refresh",
  relink: "second linking",
  refusal: "repetition of a code"
}

const stops = (name: QuirkName): string => {
  const found = profiles
    .flatMap(({ quirks: own }) => own)
    .filter((quirk) => quirk.name === name)
    .map(naiveStepOf)
    .filter((step) => step !== "nowhere")
  return found.length === 0 ? "" : ` A client of RFC 6749 fails at: ${[...new Set(found)].join(", ")}.`
}

const havers = (name: QuirkName): ReadonlyArray<Profile> =>
  profiles.filter(({ quirks: own }) => own.some((quirk) => quirk.name === name))

const factsOf = ({
  allow = {},
  authorizeParameters,
  clientAuthentication,
  lifetimes,
  pkce,
  require = {},
  rotation,
  scopes
}: Profile): ReadonlyArray<string> => [
  `clients authenticate by ${clientAuthentication.map(code).join(" or ")}`,
  `PKCE: ${pkce}`,
  ...(scopes.length === 0 ? [] : [`scopes, for example: ${scopes.map(code).join(", ")}`]),
  ...(authorizeParameters === undefined
    ? []
    : [`clients ask with ${code(JSON.stringify(authorizeParameters))}`]),
  ...(lifetimes === undefined ? [] : [`lifetimes in seconds: ${code(JSON.stringify(lifetimes))}`]),
  ...(rotation === undefined ? [] : [`rotation of refresh tokens: ${code(JSON.stringify(rotation))}`]),
  ...Object.keys(allow).map((name) => `forgives: ${code(name)}`),
  ...Object.keys(require).map((name) => `requires: ${code(name)}`)
]

const parametersOf = ({ name: _, ...parameters }: Quirk): string =>
  Object.keys(parameters).length === 0 ? "" : `, with ${code(JSON.stringify(parameters))}`

const writeSource = ({ at, by, read, says, supports }: Source): string =>
  `${place(at, by)}, read ${read}, on ${supports.map(code).join(", ")}: ${escapeText(says)}`

const place = (at: string, by: Source["by"]): string => {
  const shown = at.startsWith("https://") ? `<${at}>` : code(at)
  return by === "provider" ? `**${shown}**` : shown
}

const list = (items: ReadonlyArray<string>): string =>
  items.length === 0 ? "Nothing." : items.map((item) => `- ${item}`).join("\n")

const code = (text: string): string => `\`${text}\``
