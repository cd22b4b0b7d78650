/**
 * The secrets of the tests. Each is a canary: it is long enough that no text has it by chance, and is found in whatever
 * form it is shown.
 */

/** How long a secret has to be. */
export const recognisable = 8

/** What messages of OAuth and of Home Assistant call their secrets. */
const secretNames = new Set([
  "access_token",
  "client_secret",
  "code_verifier",
  "device_code",
  "id_token",
  "refresh_token",
  "token"
])

/** A secret that was met: the message says which, and the stack where. */
type Origin = Error

/** A secret in a text. */
export interface Found {
  readonly form: string
  readonly origin: Origin
}

/** What stands for no secret, sealed or in a message. */
const holdsNothing: ReadonlySet<string> = new Set(["", "null"])

const met = new Set<string>()
const tooShort = new Set<Origin>()
/** The forms of all secrets, by the hash of their first characters. */
const forms = new Map<number, Map<string, Origin>>()

/** Takes a text for a secret from now on, by its name where it has one. */
export const learn = (secret: string, name = "secret"): void => {
  if (holdsNothing.has(secret) || met.has(secret)) return
  const origin = new Error(name)
  met.add(secret)
  if (secret.length < recognisable) tooShort.add(origin)
  else for (const form of formsOf(secret)) learnForm(form, origin)
}

/** Takes a member of a message, or a parameter, for a secret where its name says that it is one, and gives it back. */
export const learnMember = (name: string, value: unknown): unknown => {
  if (typeof value === "string" && secretNames.has(name)) learn(value, name)
  return value
}

/** The secrets that a text has. Rabin and Karp's search: whatever a test tells is looked through, for thousands of secrets. */
export const secretsIn = (text: string): ReadonlyArray<Found> => {
  const found: Array<Found> = []
  let hash = 0
  for (let end = 1; end <= text.length; end += 1) {
    const start = end - recognisable
    hash = rolled(hash, text.charCodeAt(end - 1), start > 0 ? text.charCodeAt(start - 1) : 0)
    for (const [form, origin] of forms.get(hash) ?? [])
      if (text.startsWith(form, start)) found.push({ form, origin })
  }
  return found
}

/** The hash of a window that moves on by a character, and leaves another behind. */
const rolled = (hash: number, entering: number, leaving: number): number =>
  (Math.imul(hash, base) + entering - Math.imul(leaving, outermost)) | 0

const base = 31
const outermost = Array.from({ length: recognisable }).reduce<number>((power) => Math.imul(power, base), 1)

/** Gives the secrets that are no canaries, once. */
export const takeTooShort = (): ReadonlyArray<Origin> => {
  const taken = [...tooShort]
  tooShort.clear()
  return taken
}

/** A secret by its name, and the line of the SDK or of its tests that met it first. */
export const nameOf = ({ message, stack = "" }: Origin): string => {
  const [, place = "an unknown place"] =
    /packages\/sdk\/(?!test\/canaries\/\w+\.ts)(\S+?)\)?$/m.exec(stack) ?? []
  return `the ${message} of ${place}`
}

const learnForm = (form: string, origin: Origin): void => {
  const start = Array.from({ length: recognisable }, (_, at) => form.charCodeAt(at))
  const hash = start.reduce((hash, code) => rolled(hash, code, 0), 0)
  const alike = forms.get(hash) ?? new Map<string, Origin>()
  forms.set(hash, alike.set(form, origin))
}

const formsOf = (secret: string): ReadonlySet<string> => {
  const inUrls = [
    encodeURIComponent(secret.toWellFormed()),
    new URLSearchParams({ "": secret }).toString().slice(1)
  ]
  const plain = [secret, ...inUrls]
  return new Set([...plain, JSON.stringify(secret).slice(1, -1), ...plain.flatMap(inBase64)])
}

/** What of a text is sure to be in the Base64 of one that has it somewhere, by how many bytes before it are over. */
const inBase64 = (text: string): ReadonlyArray<string> =>
  [0, 1, 2].flatMap((before) => {
    const base64 = Buffer.from(" ".repeat(before) + text)
      .toString("base64")
      .replace(/=+$/, "")
    const sure = base64.slice(before === 0 ? 0 : before + 1, -1)
    return [sure, sure.replaceAll("+", "-").replaceAll("/", "_")].filter(
      ({ length }) => length >= recognisable
    )
  })
