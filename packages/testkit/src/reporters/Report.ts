/** The report of a run, as data. Its JSON Schema is published with the package. */
import { Schema } from "effect"
import type { RunEvent } from "../runner/RunEvent.ts"

/**
 * The version of the report's shape. It grows by one when a reader of the old shape could be misled.
 *
 * @category models
 * @since 0.1.0
 */
export const schemaVersion = 1

/** A duration or a count. */
const Natural = Schema.Int.check(Schema.isGreaterThanOrEqualTo(0))

const Level = Schema.Literals(["MUST", "SHOULD"])

const Counterexample = Schema.Struct({
  input: Schema.Unknown.annotate({ description: "The smallest input found that breaks the rule." }),
  salient: Schema.Unknown.annotate({
    description: "The members of the input that matter: all others are as simple as can be."
  }),
  path: Schema.String.annotate({ description: "fast-check's path to the input: pass it to --path." }),
  seed: Schema.Int,
  runs: Natural.annotate({ description: "How many inputs were tried, this one included." }),
  shrinks: Natural.annotate({ description: "How often the input was made smaller." }),
  replay: Schema.String.annotate({ description: "The command that runs exactly this input again." })
})

const Positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

const Place = Schema.Struct({
  file: Schema.String.annotate({ description: "Path within the integration's folder." }),
  line: Positive,
  column: Schema.optionalKey(Positive),
  code: Schema.NullOr(Schema.Struct({ firstLine: Positive, lines: Schema.Array(Schema.String) })).annotate({
    description: "The lines around it, with the module's own secrets redacted."
  })
})

const verdictMembers = {
  id: Schema.String.annotate({ description: "The requirement, such as AUT-2." }),
  level: Level,
  message: Schema.String,
  durationMillis: Natural.annotate({
    description:
      "Time it took, in milliseconds. Durations are all that differs between two runs with the same seed."
  }),
  homeAssistant: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description:
        "The versions of Home Assistant that the verdict is of, where the module was checked on others too and they give another."
    })
  )
}

const breachMembers = {
  place: Schema.NullOr(Place).annotate({
    description: "The line that fails, or else the nearest definition. Null where no files were given."
  }),
  counterexample: Schema.NullOr(Counterexample),
  timeLine: Schema.optionalKey(
    Schema.Array(Schema.String).annotate({
      description:
        "What happened, line by line, with names in the place of secrets: of a linking its steps, requests and answers; of a config flow what the user did, what the flow answered, and what the entries held."
    })
  )
}

const Verdict = Schema.Union([
  Schema.Struct({ ...verdictMembers, verdict: Schema.Literals(["pass", "notApplicable"]) }),
  Schema.Struct({
    ...verdictMembers,
    verdict: Schema.Literal("inconclusive"),
    advice: Schema.optionalKey(
      Schema.String.annotate({
        description: "What a user can do to have it decided, where something is missing that they can give."
      })
    )
  }),
  Schema.Struct({ ...verdictMembers, verdict: Schema.Literal("fail"), ...breachMembers }),
  Schema.Struct({
    ...verdictMembers,
    verdict: Schema.Literal("waived"),
    ...breachMembers,
    waiver: Schema.Struct({
      reason: Schema.String.annotate({ description: "Why the broken requirement is accepted." }),
      expires: Schema.NullOr(Schema.String).annotate({
        description: "The last day, YYYY-MM-DD; null for what a baseline knows."
      })
    })
  })
])

const Packages = Schema.Struct({
  folders: Schema.Array(
    Schema.Struct({ path: Schema.String, origin: Schema.Literals(["given", "environment", "installed"]) })
  ).annotate({
    description:
      "The folders that were searched: given by --packages, a virtual environment that was found, or what --install brought."
  }),
  used: Schema.Array(
    Schema.Struct({
      name: Schema.String,
      version: Schema.NullOr(Schema.String),
      folder: Schema.String.annotate({ description: "The folder that it was taken from." })
    })
  ),
  standIns: Schema.Array(Schema.Struct({ name: Schema.String, reason: Schema.String })).annotate({
    description: "The packages that something stands in for, and why: what depends on them is inconclusive."
  })
})

const StaleWaiver = Schema.Struct({
  requirement: Schema.String,
  file: Schema.String.annotate({ description: "The file that the waiver stands in." }),
  line: Positive,
  message: Schema.String.annotate({ description: "What is wrong with it and what to do." })
})

const Subject = Schema.Struct({
  path: Schema.String,
  domain: Schema.String,
  language: Schema.Literals(["typescript", "python"]),
  homeAssistant: Schema.Array(Schema.String).annotate({
    description:
      "The modelled versions of Home Assistant that the module was checked on, newest first; none where it could not be read."
  }),
  problem: Schema.NullOr(Schema.String).annotate({
    description: "Why the integration's files could not be read, or null."
  }),
  isolation: Schema.NullOr(Schema.Literals(["os", "process", "browser", "none"])).annotate({
    description:
      "What stood between the module and the machine: the operating system's sandbox around a process (os), Node's permission model (process), a worker of a browser (browser), or nothing (none). Null where no module ran."
  }),
  packages: Schema.NullOr(Packages).annotate({
    description:
      "The Python packages that the module was run with. Null where it is no Python module, or none ran."
  }),
  durationMillis: Natural,
  verdicts: Schema.Array(Verdict)
})

const Shard = Schema.Struct({
  index: Positive,
  count: Positive,
  subjects: Schema.Array(
    Schema.Struct({ path: Schema.String, language: Schema.Literals(["typescript", "python"]) })
  ).annotate({ description: "All modules of the run, in its order." }),
  isWhole: Schema.Boolean.annotate({ description: "Whether the run is of all that its project has." })
})

const Sha256 = Schema.String.check(Schema.isPattern(/^[0-9a-f]{64}$/))

const Certificate = Schema.Struct({
  kit: Schema.Struct({ version: Schema.String, sha256: Sha256 }),
  host: Schema.Struct({ homeAssistant: Schema.Array(Schema.String), sha256: Sha256 }),
  modules: Schema.Array(
    Schema.Struct({
      path: Schema.String,
      language: Schema.Literals(["typescript", "python"]),
      sha256: Sha256
    })
  )
})

/**
 * The report of a run: one subject for each module checked, one verdict for each requirement.
 *
 * @category models
 * @since 0.1.0
 */
export const Report = Schema.Struct({
  schemaVersion: Schema.Literal(schemaVersion),
  seed: Schema.Int.annotate({ description: "The same seed gives the same verdicts." }),
  runs: Natural.annotate({ description: "How many inputs each property was given." }),
  requirements: Natural.annotate({ description: "How many requirements each module was held to." }),
  shard: Schema.optionalKey(Shard).annotate({
    description: "What part of a run this is: application-credentials merge puts the parts together."
  }),
  durationMillis: Natural,
  subjects: Schema.Array(Subject),
  staleWaivers: Schema.Array(StaleWaiver).annotate({
    description: "Waivers that have expired or that nothing needs any more: any of them fails the run."
  }),
  certificate: Schema.optionalKey(Certificate).annotate({
    description:
      "What --certify vouches for, by the hashes of all files: present where every verdict is reached."
  })
})

/**
 * The type of {@link Report}.
 *
 * @category models
 * @since 0.1.0
 */
export type Report = typeof Report.Type

/**
 * The report before anything has happened.
 *
 * @category folding
 * @since 0.1.0
 */
export const emptyReport: Report = {
  schemaVersion,
  seed: 0,
  runs: 0,
  requirements: 0,
  durationMillis: 0,
  subjects: [],
  staleWaivers: []
}

/**
 * Takes one event into a report.
 *
 * @category folding
 * @since 0.1.0
 */
export const addEvent = (report: Report, event: RunEvent): Report => {
  switch (event._tag) {
    case "RunStarted":
      return {
        ...report,
        seed: event.seed,
        runs: event.runs,
        requirements: event.requirements,
        ...(event.shard === undefined ? {} : { shard: event.shard })
      }
    case "SubjectStarted":
      return {
        ...report,
        subjects: [
          ...report.subjects,
          {
            ...event.subject,
            problem: null,
            isolation: null,
            packages: null,
            durationMillis: 0,
            verdicts: []
          }
        ]
      }
    case "RequirementStarted":
      return report
    case "VerdictReached":
      return changeLast(report, (subject) => ({ ...subject, verdicts: [...subject.verdicts, event.verdict] }))
    case "SubjectFinished": {
      const { durationMillis, isolation, packages, problem } = event
      return changeLast(report, (subject) => ({ ...subject, durationMillis, isolation, packages, problem }))
    }
    case "RunFinished":
      return {
        ...report,
        durationMillis: event.durationMillis,
        staleWaivers: event.staleWaivers ?? [],
        ...(event.certificate === undefined ? {} : { certificate: event.certificate })
      }
  }
}

type SubjectReport = Report["subjects"][number]

const changeLast = (report: Report, change: (subject: SubjectReport) => SubjectReport): Report => {
  const last = report.subjects.at(-1)
  return last === undefined
    ? report
    : { ...report, subjects: [...report.subjects.slice(0, -1), change(last)] }
}

/**
 * The JSON Schema of the report, draft 2020-12.
 *
 * @category models
 * @since 0.1.0
 */
export const reportJsonSchema = (): unknown => {
  const { schema, definitions } = Schema.toJsonSchemaDocument(Report)
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Application credentials conformance report",
    description: "What application-credentials check --reporter json prints.",
    ...schema,
    ...(Object.keys(definitions).length > 0 ? { $defs: definitions } : {})
  }
}
