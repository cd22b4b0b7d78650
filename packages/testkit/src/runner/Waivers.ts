/** Turns the failures that a project has accepted into waived ones, and finds waivers that do not hold. */
import { Clock, Effect } from "effect"
import type { Level, RequirementId } from "../catalog/Requirement.ts"
import type { Acceptance, Verdict } from "../catalog/Verdict.ts"
import { isFrom } from "../subject/HomeAssistant.ts"
import type { Language } from "../subject/Integration.ts"
import type { RunEvent, StaleWaiver, SubjectInfo } from "./RunEvent.ts"

/**
 * An accepted failure: a waiver of the configuration, or an entry of a baseline.
 */
export interface Waiver {
  readonly _tag: "Waiver" | "Known"
  readonly requirement: RequirementId
  readonly acceptance: Acceptance
  /** What an entry of a baseline failed with when it was taken in. */
  readonly failedWith?: string | undefined
  /** The version of Home Assistant from which on it does not hold. */
  readonly until?: string | undefined
  /** The failures that it is for; all of the requirement's where nothing is said. */
  readonly match: {
    readonly domain?: string | undefined
    readonly path?: string | undefined
    readonly language?: Language | undefined
    /** A text that the failure's message contains. */
    readonly message?: string | undefined
  }
  /** Where it is written. */
  readonly place: Pick<StaleWaiver, "file" | "line">
}

/**
 * What a project has decided about the verdicts of a run.
 */
export interface Decisions {
  readonly waivers: ReadonlyArray<Waiver>
  /** Requirements that the project holds its modules to more strictly. */
  readonly levels: ReadonlyMap<RequirementId, Level>
  /** Today, `YYYY-MM-DD`. */
  readonly today: string
  /** The one form of a path, whichever way it is written. */
  readonly absolute: (path: string) => string
  /**
   * Which waivers the run can show to be needless: all, where it is of all that they can be for; those of modules that it
   * checked, where it is of some; none, where it replays one input.
   */
  readonly judges: (waiver: Waiver) => "all" | "seen" | "none"
}

/** Today, `YYYY-MM-DD` in UTC. */
export const today = Effect.map(Clock.currentTimeMillis, (now) => new Date(now).toISOString().slice(0, 10))

/** No waivers, and every level as the catalogue has it. */
export const noDecisions: Decisions = {
  waivers: [],
  levels: new Map(),
  today: "",
  absolute: (path) => path,
  judges: () => "none"
}

/** What was seen of a waiver in a run: a failure that it is for, or a verdict that leaves open whether there is one. */
type Use = "needed" | "open" | "needless" | "ended"

/**
 * Takes the events of a run one after another, and gives each as the project's decisions make it. The last one names the
 * waivers that do not hold. A verdict that was waived before is judged anew.
 */
export const applyDecisions = (decisions: Decisions): ((event: RunEvent) => RunEvent) => {
  const uses = new Map<Waiver, Set<Use>>(decisions.waivers.map((waiver) => [waiver, new Set()]))
  const judged = new Set<RequirementId>()
  let isLoaded = true
  const judge = (subject: SubjectInfo, verdict: Verdict): Verdict => {
    judged.add(verdict.id)
    if (verdict.id === "MOD-1") isLoaded = verdict.verdict !== "fail" && verdict.verdict !== "waived"
    const found = decisions.waivers.filter((waiver) => isAbout(waiver, subject, verdict, decisions))
    for (const waiver of found) uses.get(waiver)?.add(useOf(waiver, subject, verdict, decisions, isLoaded))
    const holds = found.find((waiver) => useOf(waiver, subject, verdict, decisions, isLoaded) === "needed")
    return holds === undefined || verdict.verdict !== "fail"
      ? verdict
      : { ...verdict, verdict: "waived", waiver: holds.acceptance }
  }
  return (event) => {
    switch (event._tag) {
      case "SubjectStarted":
        isLoaded = true
        return event
      case "VerdictReached":
        return { ...event, verdict: judge(event.subject, atLevel(asFound(event.verdict), decisions)) }
      case "RunFinished": {
        const staleWaivers = [...uses]
          .filter(([{ requirement }]) => judged.has(requirement))
          .flatMap(([waiver, seen]) => staleOf(waiver, seen, decisions))
        const { staleWaivers: _, ...finished } = event
        return staleWaivers.length === 0 ? finished : { ...finished, staleWaivers }
      }
      default:
        return event
    }
  }
}

const asFound = (verdict: Verdict): Verdict => {
  if (verdict.verdict !== "waived") return verdict
  const { waiver: _, ...breach } = verdict
  return { ...breach, verdict: "fail" }
}

const atLevel = (verdict: Verdict, { levels }: Decisions): Verdict => ({
  ...verdict,
  level: levels.get(verdict.id) ?? verdict.level
})

const isAbout = (
  { match, requirement }: Waiver,
  subject: SubjectInfo,
  { id }: Verdict,
  { absolute }: Decisions
): boolean =>
  requirement === id &&
  (match.domain ?? subject.domain) === subject.domain &&
  absolute(match.path ?? subject.path) === absolute(subject.path) &&
  (match.language ?? subject.language) === subject.language

const useOf = (
  waiver: Waiver,
  subject: SubjectInfo,
  verdict: Verdict,
  { today }: Decisions,
  isLoaded: boolean
): Use => {
  const isMet = verdict.verdict === "fail" && verdict.message.includes(waiver.match.message ?? "")
  if (!isMet) {
    const isOpen = verdict.verdict === "inconclusive" || (!isLoaded && verdict.verdict === "notApplicable")
    return isOpen ? "open" : "needless"
  }
  return hasExpired(waiver, today) || hasEnded(waiver, subject) ? "ended" : "needed"
}

const hasExpired = ({ acceptance: { expires } }: Waiver, today: string): boolean =>
  expires !== null && expires < today

const hasEnded = ({ until }: Waiver, { homeAssistant: [newest] }: SubjectInfo): boolean =>
  until !== undefined && newest !== undefined && isFrom(newest, until)

const staleOf = (
  waiver: Waiver,
  seen: ReadonlySet<Use>,
  decisions: Decisions
): ReadonlyArray<StaleWaiver> => {
  const { match, place, requirement } = waiver
  const judges = decisions.judges(waiver)
  const stale = (message: string) => [{ requirement, ...place, message }]
  if (hasExpired(waiver, decisions.today)) return stale(expiredText(waiver))
  if (seen.has("ended")) return stale(endedText(waiver))
  if (seen.has("needed") || seen.has("open")) return []
  const isDecided = judges === "all" || (judges === "seen" && match.path !== undefined && seen.size > 0)
  return isDecided ? stale(needlessText(waiver)) : []
}

const expiredText = ({ acceptance, requirement }: Waiver): string =>
  `the waiver of ${requirement} expired on ${acceptance.expires}. Fix the module and remove the waiver, or decide anew and give another date.`

const endedText = ({ requirement, until }: Waiver): string =>
  `the waiver of ${requirement} holds until Home Assistant ${until}, and the module was checked on that version or a newer one. Fix the module and remove the waiver.`

const needlessText = ({ _tag, match, requirement }: Waiver): string =>
  _tag === "Known"
    ? `${match.path} does not fail ${requirement} any more. Remove the entry: --update-baseline does it.`
    : `no failure needs the waiver of ${requirement} any more. Remove it.`
