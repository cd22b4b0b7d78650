/** How an account-link server runs. */
import { Redacted } from "effect"
import type { WireRequest } from "../core/WireRequest.ts"
import type { AnsweringFault } from "../faults/answerFault.ts"
import { answerFault } from "../faults/answerFault.ts"
import { nextFault, startFaults } from "../faults/FaultCursor.ts"
import type { ProviderAnswer } from "../faults/ProviderAnswer.ts"
import { answered } from "../faults/ProviderAnswer.ts"
import { check } from "../runtime/checkOptions.ts"
import { makeJournal } from "../runtime/Journal.ts"
import { makeAdjustableClock, systemClock } from "../runtime/ProviderClock.ts"
import { makeSystemRandomBytes } from "../runtime/makeSystemRandomBytes.ts"
import type { AccountLinkClient } from "./AccountLinkConnections.ts"
import { makeAccountLinkConnections } from "./AccountLinkConnections.ts"
import type { AccountLinkEntry } from "./AccountLinkEntry.ts"
import { makeRequestEntry, sizeOf } from "./AccountLinkEntry.ts"
import type { AccountLinkFault, MessageFaultAction } from "./AccountLinkFault.ts"
import { AccountLinkFaultPlan, isMessageFault, isRequestFault, textFromFault } from "./AccountLinkFault.ts"
import type { AccountLinkServerOptions } from "./AccountLinkServerOptions.ts"
import { ChangesSchema, makeAccountLinkSettings } from "./AccountLinkServerOptions.ts"
import type { AccountLinkMessage, AccountLinkSettings, AccountLinkStep } from "./AccountLinkState.ts"
import { initialAccountLinkState } from "./AccountLinkState.ts"
import { closeConnection, expireWaiting, openConnection, receiveMessage } from "./messages.ts"
import type { AccountLinkEndpoint } from "./requests.ts"
import { answerAccountLinkRequest, findAccountLinkEndpoint } from "./requests.ts"

/**
 * Describes a running account-link server. Each is a world of its own: make one for each test.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkServer {
  readonly origin: string
  /** The URL of the WebSocket. */
  readonly socketUrl: string
  /** Says whether a request is for this server. */
  serves(method: string, url: string): boolean
  /** Answers a request without throwing. */
  answer(request: WireRequest): Promise<ProviderAnswer>
  /** Opens a connection, and gives what its client does on it. */
  connect(client: AccountLinkClient): AccountLinkConnection

  /** The latest 10,000 things that were asked and said since the journal was cleared, oldest first. */
  readonly journal: ReadonlyArray<AccountLinkEntry>
  /** Forgets all that the journal has. */
  clearJournal(): void
  /** Changes how the server behaves from now on. */
  change(settings: Partial<Omit<AccountLinkSettings, "origin">>): void
  /** Replaces the plan of failures and starts it. */
  setFaults(plan: ReadonlyArray<AccountLinkFault>): void
  /** The server's time, in milliseconds since 1970. */
  now(): number
  /** Puts the server's clock forward, and ends the waiting that is then over. */
  advanceTime(milliseconds: number): void
}

/**
 * Describes what a client does on a connection.
 *
 * @category models
 * @since 0.1.0
 */
export interface AccountLinkConnection {
  /** Sends a message to the server. */
  readonly send: (text: string) => void
  /** Closes the connection. */
  readonly close: () => void
}

const make = (options: AccountLinkServerOptions = {}): AccountLinkServer => {
  const settings = makeAccountLinkSettings(options)
  const clock = makeAdjustableClock(options.clock ?? systemClock)
  const randomBytes = options.randomBytes ?? makeSystemRandomBytes()
  const connections = makeAccountLinkConnections(clock)
  let state = initialAccountLinkState(settings)
  const journal = makeJournal(journalLimits, sizeOf)
  let faults = startFaults(options.faults ?? [])

  const { now } = clock
  const context = () => ({ now: now(), randomBytes })
  const write = (entry: AccountLinkEntry) => journal.add(() => entry)

  const requestFault = (endpoint: AccountLinkEndpoint): AnsweringFault | undefined => {
    const [cursor, due] = nextFault(
      faults,
      (fault) => isRequestFault(fault) && fault.match.endpoint === endpoint
    )
    faults = cursor
    return due !== undefined && isRequestFault(due.fault) ? due.fault.action : undefined
  }

  const messageFault = (kind: AccountLinkMessage["kind"]): MessageFaultAction | undefined => {
    const [cursor, due] = nextFault(faults, (fault) => isMessageFault(fault) && fault.match.message === kind)
    faults = cursor
    return due !== undefined && isMessageFault(due.fault) ? due.fault.action : undefined
  }

  const forget = (connection: number) => {
    if (connections.drop(connection)) write({ _tag: "Closed", at: now(), connection })
    state = closeConnection(state, connection)
  }

  const say = ({ connection, kind, text }: AccountLinkMessage, rule: AccountLinkStep["rule"]) => {
    const client = connections.find(connection)
    const fault = messageFault(kind)
    const said = fault === undefined ? text : textFromFault(fault)
    if (said !== undefined) {
      const sent = { _tag: "Sent", at: now(), connection, kind, text: Redacted.make(said) } as const
      write({ ...sent, ...(rule && { rule }), ...(fault && { fault: fault._tag }) })
      client?.receive(said)
    }
    const isUrl = kind === "authorizeUrl" && fault?._tag !== "Error" && said !== undefined
    if (isUrl || fault?._tag === "NeverSent") return
    forget(connection)
    client?.close()
  }

  const take = (step: AccountLinkStep) => {
    state = step.state
    for (const message of step.messages) say(message, step.rule)
  }

  const expire = () => take(expireWaiting(state, now()))

  const handle = (request: WireRequest): ProviderAnswer => {
    expire()
    const at = now()
    const { endpoint } = findAccountLinkEndpoint(request.url)
    const fault = requestFault(endpoint)
    if (fault !== undefined) {
      const answer = answerFault(fault)
      write(makeRequestEntry({ at, endpoint, request, answer, fault: fault._tag }))
      return answer
    }
    const step = answerAccountLinkRequest(state, request, context())
    const answer = answered(step.response)
    write(makeRequestEntry({ at, endpoint, request, answer, rule: step.rule }))
    take(step)
    return answer
  }

  return {
    origin: settings.origin,
    socketUrl: `${settings.origin.replace(/^http/, "ws")}/v1`,
    serves: (_method, url) => URL.parse(url)?.origin === settings.origin,
    answer: async (request) => handle(request),
    connect: (client) => {
      const connection = connections.open(client)
      state = openConnection(state, connection)
      write({ _tag: "Opened", at: now(), connection })
      return {
        send: (text) => {
          if (connections.find(connection) === undefined) return
          write({ _tag: "Received", at: now(), connection, text: Redacted.make(text) })
          take(receiveMessage(state, connection, text, context()))
          connections.after(connection, state.settings.lifetimes.authorization * 1000, expire)
        },
        close: () => forget(connection)
      }
    },
    get journal() {
      return journal.entries()
    },
    clearJournal: journal.clear,
    change: (changes) => {
      check(ChangesSchema, "", changes)
      state = { ...state, settings: { ...state.settings, ...changes } }
    },
    setFaults: (plan) => {
      check(AccountLinkFaultPlan, "faults", plan)
      faults = startFaults(plan)
    },
    now,
    advanceTime: (milliseconds) => {
      clock.advance(milliseconds)
      expire()
    }
  }
}

/**
 * Makes account-link servers. `make` throws `InvalidProviderOptions`.
 *
 * @category constructors
 * @since 0.1.0
 */
export const AccountLinkServer = { make }

const journalLimits = { entries: 10_000, characters: 16 * 1024 * 1024 }
