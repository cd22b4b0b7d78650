/**
 * What was measured, by hand: run the command on a machine that does nothing else, and write here what it prints, with the day.
 * Nothing else has to be changed.
 */

/** One figure. Whether it reaches its goal is worked out from the two numbers. */
export interface Figure {
  readonly what: string
  readonly value: number
  readonly unit: string
  readonly goal?: { readonly atMost: number } | { readonly atLeast: number }
}

/** The figures that one command gives. */
export interface Measurement {
  readonly title: string
  readonly command: string
  /** The day on which it was run: `2026-11-30`. */
  readonly day: string
  readonly machine: string
  /** What is measured, and how. */
  readonly says: string
  readonly figures: ReadonlyArray<Figure>
}

const twoCores = "two cores of an AMD EPYC, 24 GB, Debian 12, Node 26.10"

/** All of them, in the order of the page. */
export const measurements: ReadonlyArray<Measurement> = [
  {
    title: "Checking modules",
    command: "ROUNDS=1 npm run bench",
    day: "2026-12-01",
    machine: twoCores,
    says: `The command as a whole process, each module in a jail, 100 inputs a property; one round. The start of Pyodide, which a
Python module needs, took 2.54 s by itself when its memory was not copied. Memory was measured in a later run.`,
    figures: [
      { what: "a Python module that names its server", value: 1.51, unit: "s" },
      {
        what: "the same, beside Pyodide's start",
        value: 0.59,
        unit: "of it",
        goal: { atMost: 0.8 }
      },
      { what: "a TypeScript module that names its server", value: 1.07, unit: "s", goal: { atMost: 1 } },
      { what: "a Python module with an implementation of its own", value: 5.88, unit: "s" },
      { what: "a TypeScript module with an implementation of its own", value: 3.24, unit: "s" },
      { what: "84 modules together, each", value: 1.03, unit: "s", goal: { atMost: 0.8 } },
      { what: "most memory in use, with 84 modules", value: 546, unit: "MB", goal: { atMost: 700 } },
      { what: "a first check, without a cache", value: 1.11, unit: "of a later one", goal: { atMost: 2 } }
    ]
  },
  {
    title: "Checking again after a change",
    command: "npm run bench:watch",
    day: "2026-12-01",
    machine: twoCores,
    says: "From a change of the module's file until `--watch` has its report there; median of nine rounds.",
    figures: [
      {
        what: "again, a TypeScript module that names its server",
        value: 0.2,
        unit: "s",
        goal: { atMost: 0.5 }
      },
      {
        what: "again, a TypeScript module with an implementation of its own",
        value: 0.45,
        unit: "s",
        goal: { atMost: 0.5 }
      },
      { what: "again, a Python module that names its server", value: 0.25, unit: "s", goal: { atMost: 1 } },
      {
        what: "again, a Python module with an implementation of its own",
        value: 1.08,
        unit: "s",
        goal: { atMost: 1 }
      }
    ]
  },
  {
    title: "Requests to the mock provider",
    command: "npm run bench:provider -- http",
    day: "2026-12-01",
    machine: twoCores,
    says: `Token requests over HTTP, beside a bare \`node:http\` server that answers a fixed text, or signs the same claims where
the provider signs: how much of its rate, by wall time.`,
    figures: [
      { what: "client credentials, opaque token", value: 0.77, unit: "of it", goal: { atLeast: 0.5 } },
      { what: "client credentials, JWT", value: 0.91, unit: "of it", goal: { atLeast: 0.9 } },
      { what: "code exchange, opaque token", value: 0.59, unit: "of it", goal: { atLeast: 0.5 } },
      { what: "code exchange, JWT", value: 0.84, unit: "of it", goal: { atLeast: 0.9 } }
    ]
  },
  {
    title: "Token requests of the SDK",
    command: "npm run bench:sdk",
    day: "2026-11-30",
    machine: twoCores,
    says: `Linking an account, a code exchange and a refresh each, beside openid-client 6.9: how much of its rate.
[Why it is not more](../decisions/0025-cost-of-a-token-request.md).`,
    figures: [
      { what: "over a port", value: 0.84, unit: "of its rate", goal: { atLeast: 0.9 } },
      { what: "in one process, with no network", value: 0.6, unit: "of its rate", goal: { atLeast: 0.9 } }
    ]
  },
  {
    title: "The panel",
    command: "npm run bench:panel",
    day: "2026-11-30",
    machine: "the same, while other work ran on it",
    says: "A list of 10,000 accounts, until Chromium has drawn it; median.",
    figures: [{ what: "drawing the list", value: 82, unit: "ms" }]
  },
  {
    title: "The repository's own tests",
    command: ".ci/run",
    day: "2026-12-01",
    machine: twoCores,
    says: "The whole gate in a clean clone, and of it the tests that need nothing but Node.",
    figures: [
      { what: "`.ci/run`", value: 15.3, unit: "min", goal: { atMost: 15 } },
      { what: "`npm test`", value: 5.6, unit: "min", goal: { atMost: 6 } }
    ]
  }
]
