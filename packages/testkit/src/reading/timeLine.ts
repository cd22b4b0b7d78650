/** What happened in a story, as lines to read: what the user did, what the flow answered, and what the entries held. */
import type { PlayedChapter, PlayedStory, SetUpAnswer } from "../engine/Story.ts"
import type { Entry, Moment } from "../subject/Flow.ts"
import type { Json } from "../subject/Protocol.ts"
import { isMembers } from "../subject/members.ts"

/** The time line of a story. Its secrets have names in their place. */
export const timeLineOf = (story: PlayedStory): ReadonlyArray<string> => {
  const name = namesOfSecrets(story)
  const chapters = story.chapters.flatMap((played, index) => {
    const before = story.chapters[index - 1]?.flow.entries ?? []
    return [
      ...beginning(played, before),
      ...played.flow.moments.map(momentText),
      ...ending(played),
      ...entryLines(before, played.flow.entries)
    ]
  })
  return [...chapters, ...setUpLines(story.setUp)].map(name)
}

const setUpLines = (setUp: PlayedStory["setUp"]): ReadonlyArray<string> => {
  if (setUp === null || setUp.result.ended === "notRun") return []
  const { asksAgain, ended, error, value } = setUp.result
  const end =
    ended === "raised"
      ? `ends with ${error?.type}: ${error?.message || "no message"}`
      : `returns ${shortened(value)}`
  return [
    `the entry is set up${setUp.answer === "valid" ? "" : `, its token has expired, and the refresh is ${answerTexts[setUp.answer]}`}`,
    `  ${end}${asksAgain ? ", and the user is asked to link the account again" : ""}`
  ]
}

const answerTexts: { readonly [answer in Exclude<SetUpAnswer, "valid">]: string } = {
  refused: "refused (400 invalid_grant)",
  unavailable: "not answered with a token (503)",
  unreachable: "not answered at all"
}

const beginning = ({ chapter }: PlayedChapter, entries: ReadonlyArray<Entry>): ReadonlyArray<string> => {
  const account = `the ${chapter.account} account`
  const held =
    entries.length === 0 ? "" : `, with ${entries.length} ${entries.length === 1 ? "entry" : "entries"} there`
  switch (chapter.source) {
    case "user":
      return [`the user links ${account}${held}`]
    case "reauth":
      return [`the token is lost: the user links the entry again, as ${account}${held}`]
    case "reconfigure":
      return [`the user reconfigures the entry, as ${account}${held}`]
    default:
      return [`${chapter.source} discovers a device${held}`]
  }
}

const momentText = ({ answered, did }: Moment): string => `  ${didText(did)} -> ${answeredText(answered)}`

const didText = (did: Moment["did"]): string => {
  switch (did._tag) {
    case "Starts":
      return `begins (${did.source})`
    case "Submits":
      return `fills in ${did.step} ${shortened(did.values)}`
    case "Chooses":
      return `chooses ${did.option}`
    case "Grants":
      return did.waits > 0 ? `grants it at the provider ${did.waits} s later` : "grants it at the provider"
    case "Denies":
      return "denies it at the provider"
    case "Returns":
      return "comes back"
    case "Waits":
      return "waits"
  }
}

const answeredText = ({ errors, reason, step_id: step, title, type }: Moment["answered"]): string => {
  switch (type) {
    case "form":
      return `form ${shortened(step ?? null)}${errors === undefined ? "" : ` with errors ${shortened(errors)}`}`
    case "menu":
      return `menu ${shortened(step ?? null)}`
    case "external":
      return "the provider's page"
    case "external_done":
      return "continues"
    case "create_entry":
      return `entry ${shortened(title ?? null)}`
    case "abort":
      return `abort ${shortened(reason ?? null)}`
    default:
      return `${type} ${shortened(step ?? null)}`
  }
}

const ending = ({ flow: { end } }: PlayedChapter): ReadonlyArray<string> => {
  if (end.kind === "raised") return [`  ends with ${end.error.type}: ${end.error.message}`]
  return end.kind === "stuck" ? [`  goes no further at ${shortened(end.step)}`] : []
}

const entryLines = (before: ReadonlyArray<Entry>, after: ReadonlyArray<Entry>): ReadonlyArray<string> => {
  const shown = ({ data, title, uniqueId }: Entry) =>
    `${shortened(title)}, unique id ${shortened(uniqueId)}, ${shortened(essentials(data))}`
  const lost = before.filter(({ id }) => !after.some((entry) => entry.id === id))
  return [
    ...lost.map((entry) => `  entry gone: ${shown(entry)}`),
    ...after.flatMap((entry) => {
      const old = before.find(({ id }) => id === entry.id)
      if (old === undefined) return [`  new entry: ${shown(entry)}`]
      return JSON.stringify(old) === JSON.stringify(entry)
        ? [`  entry unchanged: ${shown(entry)}`]
        : [`  entry before: ${shown(old)}`, `  entry after: ${shown(entry)}`]
    })
  ]
}

/** Of a token only what tells one from another: the kit's have many members. */
const essentials = (data: Json): Json => {
  if (!isMembers(data)) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      isMembers(value) && "access_token" in value
        ? { access_token: value["access_token"] ?? null, refresh_token: value["refresh_token"] ?? null }
        : value
    ])
  )
}

const most = 2000

const shortened = (value: Json): string => {
  const text = JSON.stringify(value)
  return text.length > most ? `${text.slice(0, most).toWellFormed()}…` : text
}

/** Puts a name in the place of each secret of the story. */
const namesOfSecrets = ({ chapters, secrets, setUp }: PlayedStory): ((line: string) => string) => {
  const issued = chapters.flatMap(({ tokens }) => tokens)
  const names = issued.flatMap(({ accessToken, account, idToken, refreshToken }, index) => [
    [accessToken, `<access token ${index + 1}, of the ${account} account>`] as const,
    [refreshToken, `<refresh token ${index + 1}>`] as const,
    [idToken, `<id token ${index + 1}>`] as const
  ])
  const origins = Object.assign(
    {},
    ...chapters.map(({ trace }) => trace.unknown ?? {}),
    setUp?.trace.unknown ?? {}
  ) as { readonly [mark: string]: string }
  const all = [...names, ...secrets.map(({ value, what }) => [value, `<${what}>`] as const)]
  return (line) =>
    all
      .reduce((text, [secret, name]) => text.replaceAll(secret, name), line)
      .replaceAll(/standin(\d+)x/gi, (mark, number: string) =>
        origins[number] ? `<${origins[number]}>` : mark
      )
}
