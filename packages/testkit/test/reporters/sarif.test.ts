/**
 * The SARIF report against the standard: the members that are used, as the published schema has them, and no others.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json
 */
import * as fc from "fast-check"
import { Schema } from "effect"
import { assert, describe, it } from "vitest"
import { catalog } from "../../src/catalog/catalog.ts"
import { eventsOf, failingRun, hostileRun, reportOf } from "./runs.ts"

const Message = Schema.Struct({ text: Schema.String })
const Positive = Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))

/** RFC 3986, a reference: nothing that would have to be percent-encoded. */
const UriReference = Schema.String.check(
  Schema.isPattern(/^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/)
)

const ArtifactLocation = Schema.Struct({
  uri: UriReference,
  uriBaseId: Schema.optionalKey(Schema.Literal("%SRCROOT%"))
})

const Location = Schema.Struct({
  physicalLocation: Schema.Struct({
    artifactLocation: ArtifactLocation,
    region: Schema.optionalKey(
      Schema.Struct({ startLine: Positive, startColumn: Schema.optionalKey(Positive) })
    ),
    contextRegion: Schema.optionalKey(
      Schema.Struct({ startLine: Positive, endLine: Positive, snippet: Message })
    )
  })
})

const Level = Schema.Literals(["none", "note", "warning", "error"])

const Log = Schema.Struct({
  $schema: Schema.String,
  version: Schema.Literal("2.1.0"),
  runs: Schema.Tuple([
    Schema.Struct({
      tool: Schema.Struct({
        driver: Schema.Struct({
          name: Schema.String,
          informationUri: UriReference,
          semanticVersion: Schema.String.check(Schema.isPattern(/^\d+\.\d+\.\d+/)),
          rules: Schema.Array(
            Schema.Struct({
              id: Schema.String,
              shortDescription: Message,
              fullDescription: Message,
              help: Message,
              helpUri: UriReference,
              defaultConfiguration: Schema.Struct({ level: Level }),
              properties: Schema.Struct({ tags: Schema.Array(Schema.String) })
            })
          )
        })
      }),
      columnKind: Schema.Literals(["utf16CodeUnits", "unicodeCodePoints"]),
      invocations: Schema.Array(
        Schema.Struct({
          executionSuccessful: Schema.Boolean,
          toolExecutionNotifications: Schema.Array(
            Schema.Struct({
              level: Level,
              associatedRule: Schema.Struct({ id: Schema.String }),
              message: Message,
              locations: Schema.Array(Location)
            })
          )
        })
      ),
      results: Schema.Array(
        Schema.Struct({
          ruleId: Schema.String,
          ruleIndex: Schema.Int.check(Schema.isGreaterThanOrEqualTo(0)),
          level: Level,
          message: Message,
          locations: Schema.Array(Location),
          suppressions: Schema.optionalKey(
            Schema.Tuple([
              Schema.Struct({
                kind: Schema.Literal("external"),
                status: Schema.Literal("accepted"),
                justification: Schema.String
              })
            ])
          ),
          partialFingerprints: Schema.Record(Schema.String, Schema.String),
          properties: Schema.optionalKey(Schema.Struct({ replay: Schema.String, seed: Schema.Int }))
        })
      ),
      properties: Schema.Struct({ seed: Schema.Int, runs: Schema.Int })
    })
  ])
})

const decode = Schema.decodeUnknownSync(Log, { onExcessProperty: "error" })
const logOf = (run: Parameters<typeof eventsOf>[0]) => decode(JSON.parse(reportOf("sarif", eventsOf(run))))

describe("SARIF", () => {
  it("is as the standard has it, whatever a module says", () => {
    fc.assert(
      fc.property(hostileRun, (run) => {
        const {
          runs: [log]
        } = logOf(run)
        for (const { message, ruleId, ruleIndex } of log.results) {
          assert.strictEqual(log.tool.driver.rules[ruleIndex]?.id, ruleId)
          // Where a text and a target follow each other, viewers make a link of them.
          assert.notInclude(message.text, "](")
        }
      }),
      { numRuns: 150 }
    )
  })

  it("has every requirement as a rule, and each failure at its file from where the command ran", () => {
    const {
      runs: [log]
    } = logOf(failingRun(1, 1, "it is wrong"))
    assert.deepStrictEqual(
      log.tool.driver.rules.map(({ id }) => id),
      catalog.map(({ id }) => id)
    )
    assert.deepStrictEqual(
      log.results.map(({ level }) => level),
      ["error", "warning"]
    )
    assert.deepStrictEqual(log.results[0]?.locations[0]?.physicalLocation, {
      artifactLocation: {
        uri: "custom_components/acme0/application_credentials.py",
        uriBaseId: "%SRCROOT%"
      },
      region: { startLine: 3 }
    })
  })
})
