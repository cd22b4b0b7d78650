/** Puts what a module's author gives into the inputs of checks, and into the scripts that run. */
import type { ModuleContext } from "../subject/ModuleContext.ts"
import type { AnsweredScript, CredentialInput, HostInput, Step } from "../subject/Protocol.ts"

/** What is given for a module. */
export interface Given {
  /** An input whose credentials have the form of the one given. The same input gives the same one. */
  readonly intoInput: <A>(input: A) => A
  /** Steps whose hosts have the data given, and whose credentials have the form. */
  readonly intoSteps: (steps: ReadonlyArray<Step>) => ReadonlyArray<Step>
  /** Whether credentials consist of parts, so that a module may rightly send one of them. */
  readonly hasParts: boolean
}

/** Nothing is given: everything stays as it is. */
export const nothingGiven: Given = {
  intoInput: (input) => input,
  intoSteps: (steps) => steps,
  hasParts: false
}

/** Makes what is given for a module with this context. */
export const makeGiven = ({ credential, data }: ModuleContext = {}): Given => {
  if (credential === undefined && data === undefined) return nothingGiven
  const formed = new WeakSet<object>()
  const known = new WeakMap<object, unknown>()
  const form = <A extends CredentialInput>(given: A): A => {
    if (credential === undefined || formed.has(given)) return given
    const { clientSecret = null } = credential
    const made = {
      ...given,
      clientId: inFormOf(credential.clientId, given.clientId),
      clientSecret: clientSecret === null ? given.clientSecret : inFormOf(clientSecret, given.clientSecret)
    }
    formed.add(made)
    return made
  }
  const change = (value: object): object => {
    if (isCredential(value)) return form(value)
    if (Array.isArray(value)) return value.map(put)
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, put(member)]))
  }
  const put = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value
    const before = known.get(value)
    if (before !== undefined) return before
    const made = change(value)
    known.set(value, made)
    return made
  }
  const withData = (host: HostInput): HostInput => ({ ...host, data: { ...data, ...host.data } })
  return {
    // What is put in has the members, and the types, of what was there.
    intoInput: <A>(input: A): A => (credential === undefined ? input : (put(input) as A)),
    intoSteps: (steps) =>
      steps.map((step) => {
        if (!("host" in step)) return step
        const host = withData(step.host)
        if (step._tag === "getAuthImplementation") return { ...step, host, credential: form(step.credential) }
        return "credentials" in step
          ? { ...step, host, credentials: step.credentials.map(form) }
          : { ...step, host }
      }),
    hasParts: credential !== undefined && /[^\w.~-]/.test(credential.clientId)
  }
}

/** A script with what is given put in. */
export const intoScript = <A extends Pick<AnsweredScript, "steps">>({ intoSteps }: Given, script: A): A => ({
  ...script,
  steps: intoSteps(script.steps)
})

const isCredential = (value: object): value is CredentialInput =>
  "clientId" in value && "clientSecret" in value && "name" in value

/** A part is at least so long, so that it does not occur anywhere by chance. */
const shortest = 8

/**
 * A text of the form of a sample: each run of letters and digits is another one of these, made of a generated text alone, and what is
 * between them stays.
 */
export const inFormOf = (sample: string, generated: string): string => {
  let at = 0
  let state = 0x811c9dc5
  const next = () => {
    state = Math.imul(state ^ generated.charCodeAt(at % generated.length) ^ at, 0x01000193) >>> 0
    at += 1
    return state >>> 8
  }
  // Its characters all count before the first is made.
  for (let index = 0; index < generated.length; index++) next()
  return sample.replaceAll(/[a-z0-9]+/gi, (run) => {
    const letters = /^\d+$/.test(run) ? digits : /^[^a-z]+$/.test(run) ? upper : lower
    return Array.from(
      { length: Math.max(run.length, shortest) },
      () => letters[next() % letters.length]
    ).join("")
  })
}

const digits = "0123456789"
const lower = `abcdefghijklmnopqrstuvwxyz${digits}`
const upper = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${digits}`
