/** Sees what goes to the provider and to storage, and says what must never have happened. */
import { Option, Redacted } from "effect"
import type { LinkedAccount, StoredCredential, Token } from "../../src/index.ts"

/**
 * The refresh tokens of one grant: the provider takes the latest, and each of them once. Where an answer came after
 * everyone had given up, nobody knows the latest.
 */
interface Family {
  latest: string
  inFlight: number
  isUnknown: boolean
}

/** Keeps what was seen, and what is wrong with it. */
export interface Witness {
  readonly violations: ReadonlyArray<string>
  /** A form is about to be judged by the provider. Gives what to call when it is over for whoever sent it. */
  readonly sent: (form: URLSearchParams) => (how: "answered" | "given up") => void
  /** The provider has judged it, and changed its state. */
  readonly judged: (form: URLSearchParams, answer: unknown) => void
  readonly accountsStored: (accounts: ReadonlyArray<LinkedAccount>) => void
  readonly accountRemoved: (id: string) => void
  readonly credentialsStored: (credentials: ReadonlyArray<StoredCredential>) => void
  readonly credentialRemoved: (id: string) => void
  /** The session has given a token to a caller. */
  readonly given: (token: Token) => void
  /** Nothing runs any more. */
  readonly atRest: () => void
  readonly accounts: () => ReadonlyArray<LinkedAccount>
}

/** Makes a witness that has seen nothing yet. */
export const makeWitness = (): Witness => {
  const violations: Array<string> = []
  const codes = new Set<string>()
  const families = new Map<string, Family>()
  const durable = new Set<string>()
  const accounts = new Map<string, LinkedAccount>()
  const credentials = new Map<string, StoredCredential>()

  const insist = (holds: boolean, violation: string) => {
    if (!holds) violations.push(violation)
  }

  const refreshSent = (sent: string): Family | undefined => {
    const family = families.get(sent)
    const account = [...accounts.values()].find(({ token }) => refreshTokenOf(token) === sent)
    insist(
      family?.latest === sent || family?.isUnknown === true,
      "a rotated refresh token was lost: the one before it was sent"
    )
    insist(account !== undefined, "a refresh token was sent that no account has stored")
    insist(account?.refusal === undefined, "a token was sent that the provider has refused")
    if (family === undefined) return undefined
    family.inFlight += 1
    insist(family.inFlight === 1, "two refreshes of one account were in flight")
    return family
  }

  const insistOnCredentials = () => {
    const offered = new Set([...credentials.values()].map((stored) => stored.implementationDomain))
    for (const { authImplementation } of accounts.values()) {
      insist(offered.has(authImplementation), `an account uses the deleted credential ${authImplementation}`)
    }
  }

  return {
    violations,
    sent: (form) => {
      const code = form.get("code")
      if (code !== null) {
        insist(!codes.has(code), "a code was sent twice")
        codes.add(code)
      }
      const refreshToken = form.get("refresh_token")
      const family = refreshToken === null ? undefined : refreshSent(refreshToken)
      let isOver = false
      return (how) => {
        if (isOver || family === undefined) return
        isOver = true
        family.inFlight -= 1
        family.isUnknown ||= how === "given up"
      }
    },
    judged: (form, answer) => {
      const next = Option.getOrUndefined(refreshTokenIn(answer))
      if (next === undefined) return
      const family = families.get(form.get("refresh_token") ?? "") ?? {
        latest: next,
        inFlight: 0,
        isUnknown: false
      }
      family.latest = next
      families.set(next, family)
    },
    accountsStored: (stored) => {
      for (const account of stored) {
        accounts.set(account.id, account)
        durable.add(Redacted.value(account.token.accessToken))
      }
      insistOnCredentials()
    },
    accountRemoved: (id) => void accounts.delete(id),
    credentialsStored: (stored) => {
      for (const credential of stored) credentials.set(credential.id, credential)
    },
    credentialRemoved: (id) => {
      credentials.delete(id)
      insistOnCredentials()
    },
    given: (token) =>
      insist(durable.has(Redacted.value(token.accessToken)), "a token was given before it was stored"),
    atRest: () => {
      for (const { refusal, token } of accounts.values()) {
        const stored = refreshTokenOf(token) ?? ""
        const family = families.get(stored)
        const isLatest = family?.latest === stored || family?.isUnknown === true
        insist(isLatest || refusal !== undefined, "a rotated refresh token was lost: an older one is stored")
      }
    },
    accounts: () => [...accounts.values()]
  }
}

const refreshTokenOf = ({ refreshToken }: Token): string | undefined =>
  refreshToken === undefined ? undefined : Redacted.value(refreshToken)

const refreshTokenIn = (answer: unknown): Option.Option<string> =>
  typeof answer === "object" &&
  answer !== null &&
  "refresh_token" in answer &&
  typeof answer.refresh_token === "string"
    ? Option.some(answer.refresh_token)
    : Option.none()
