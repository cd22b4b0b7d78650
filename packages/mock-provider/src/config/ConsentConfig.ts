/** Consent as it is written in JSON. */
import { Schema } from "effect"

const made = {
  Approve: {
    scope: Schema.optionalKey(
      Schema.Array(Schema.String).annotate({
        description: "Of the scopes asked for, those that are granted."
      })
    ),
    subject: Schema.optionalKey(
      Schema.String.annotate({ description: "Who approves. Default: the first user." })
    )
  },
  Deny: {}
}

/**
 * Describes what a person decides.
 *
 * @category schemas
 * @since 0.1.0
 */
export const MadeDecisionConfig = Schema.TaggedUnion(made)

/**
 * Describes how consent is given: always, never, by a person on the consent page, or by rules of which the first that
 * matches decides.
 *
 * @category schemas
 * @since 0.1.0
 */
export const ConsentConfig = Schema.Union([
  Schema.Literals(["approve", "deny", "ask"]),
  Schema.Array(
    Schema.Struct({
      clientId: Schema.optionalKey(Schema.String),
      scope: Schema.optionalKey(
        Schema.Array(Schema.String).annotate({ description: "Matches where any of these is asked for." })
      ),
      decision: Schema.TaggedUnion({ ...made, Ask: {} })
    })
  )
])
