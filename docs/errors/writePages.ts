/** The pages of the errors. */
import { escapeText } from "../escapeText.ts"
import { advice } from "./advice.ts"
import { readErrors, type TaggedError } from "./readErrors.ts"

/** Writes a page for the errors of each package, and their list. */
export const writeErrors = (): Readonly<Record<string, string>> => {
  const errors = readErrors()
  const packages = [...new Set(errors.map(({ of }) => of))].map(
    (of) => [of, errors.filter((error) => error.of === of)] as const
  )
  return {
    "index.md": [
      introduction,
      ...packages.flatMap(([of, own]) => [
        `## ${of}`,
        own
          .map(
            ({ says, tag }) =>
              `- [${tag}](${of}.md#${tag.toLowerCase()}): ${escapeText(firstSentence(when(says)))}`
          )
          .join("\n")
      ])
    ].join("\n\n"),
    ...Object.fromEntries(packages.map(([of, own]) => [`${of}.md`, page(of, own)]))
  }
}

const introduction = `# Errors

Every error has a \`_tag\`, a message that says what to do, and no secret in it. With Effect, \`Effect.catchTag\` takes one by its
tag; a promise rejects with the same class:

\`\`\`ts
import { StateExpired } from "@application-credentials/sdk"

try {
  await host.flows.callback(query)
} catch (error) {
  if (error instanceof StateExpired) return "That took too long. Please start again."
  throw error
}
\`\`\``

const firstSentence = (text: string): string =>
  /^[^]*?[.:](?=\s|$)/.exec(text)?.[0].replaceAll("\n", " ").replace(/:$/, ".") ?? text

const page = (of: string, errors: ReadonlyArray<TaggedError>): string =>
  [
    `# Errors of ${of}`,
    `The \`_tag\` says which error it is. Those with an import can be caught by it; the others reach you as text, or inside another error.`,
    ...errors.flatMap(section)
  ].join("\n\n")

/** What is wrong with the catalogue: errors without advice or message, and advice of errors that are gone. */
export const gaps = (errors: ReadonlyArray<TaggedError>): ReadonlyArray<string> => [
  ...errors.flatMap((error) => {
    const known = advice[error.of]?.[error.tag]
    const missing = [
      ...(known === undefined ? ["what to do, in docs/errors/advice.ts"] : []),
      ...(error.says === "" ? [`a docstring, in ${error.path}`] : []),
      ...(known !== undefined && messagesOf(error) === undefined
        ? ["an example of its message, in docs/errors/advice.ts"]
        : [])
    ]
    return missing.map((what) => `${error.of}: ${error.tag} lacks ${what}`)
  }),
  ...Object.entries(advice).flatMap(([of, tags]) =>
    Object.keys(tags)
      .filter((tag) => !errors.some((error) => error.of === of && error.tag === tag))
      .map((tag) => `${of}: there is no ${tag} any more: take it out of docs/errors/advice.ts`)
  )
]

const messagesOf = ({ messages, of, tag }: TaggedError): ReadonlyArray<string> | undefined => {
  const own = advice[of]?.[tag]?.message
  if (own !== undefined) return own === "" ? [] : [own]
  return messages.length === 0 ? undefined : messages.slice(0, 3)
}

const section = (error: TaggedError): ReadonlyArray<string> => {
  const { entries, members, of, says, see, tag } = error
  const messages = messagesOf(error) ?? []
  return [
    `## ${tag}`,
    escapeProse(when(says)),
    `**What to do.** ${advice[of]?.[tag]?.todo}`,
    ...(messages.length === 0
      ? []
      : [
          `**Message${messages.length > 1 ? "s" : ""}**, for example:`,
          `\`\`\`text\n${messages.join("\n")}\n\`\`\``
        ]),
    ...(members.length === 0
      ? []
      : [`**Members.** ${members.map((member) => `\`${member.replaceAll(/\s+/g, " ")}\``).join(" · ")}`]),
    ...(entries.length === 0 ? [] : [`\`\`\`ts\nimport { ${tag} } from "${entries[0]}"\n\`\`\``]),
    ...(see.length === 0 ? [] : [`See ${see.map((url) => `<${url}>`).join(", ")}.`])
  ]
}

/** What the docstring says, as the sentence of a page. */
const when = (says: string): string => {
  const text = says.replace(/^(Says that|Says why|Reports that|Tells that) /, "")
  return text.charAt(0).toUpperCase() + text.slice(1)
}

const escapeProse = (text: string): string =>
  text
    .split("\n\n")
    .map((part) =>
      part
        .split("\n")
        .map((line) => (line.startsWith("- ") ? `- ${escapeText(line.slice(2))}` : escapeText(line)))
        .join("\n")
    )
    .join("\n\n")
