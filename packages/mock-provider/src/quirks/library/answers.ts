/** What token responses and callbacks look like. */
import { Schema } from "effect"
import { defineQuirk } from "../QuirkDefinition.ts"

/** Adds members to each token response, with these values or others of their kind. Clients may need them. */
export const extraTokenMembers = defineQuirk({
  summary: "The token response has members of the provider's own.",
  fields: { members: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ members }) => ({ tokenMembers: members }),
  naive: "nowhere"
})

/** Answers and refuses with a form, unless the request accepts JSON by name. */
export const formUnlessJsonAccepted = defineQuirk({
  summary: "Answers and errors are forms, unless the request has `Accept: application/json`.",
  fields: {},
  behaviour: () => ({
    deviations: {
      tokenResponse: { format: "form-unless-json-accepted" },
      error: { format: "form-unless-json-accepted" }
    }
  }),
  client: () => ({ tokenHeaders: { accept: "application/json" } }),
  naive: "exchange"
})

/** Leaves `expires_in` out of each token response. */
export const missingExpiresIn = defineQuirk({
  summary: "The token response has no `expires_in`.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { expiresIn: "missing" } } }),
  naive: "nowhere"
})

/** Leaves `token_type` out of each token response, which RFC 6749, 5.1 requires. */
export const missingTokenType = defineQuirk({
  summary: "The token response has no `token_type`.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { tokenType: "missing" } } }),
  naive: "exchange"
})

/** Puts the members of a token response into a member of another object. */
export const nestedTokenResponse = defineQuirk({
  summary: "The token response is a member of another object.",
  fields: { member: Schema.String, beside: Schema.Record(Schema.String, Schema.Json) },
  behaviour: ({ beside, member }) => ({
    deviations: { tokenResponse: { write: (members) => ({ ...beside, [member]: members }) } }
  }),
  client: ({ member }) => ({ tokenResponse: { member } }),
  naive: "exchange"
})

/** Answers with an array of scopes instead of a text. */
export const scopeAsArray = defineQuirk({
  summary: "The `scope` of the token response is an array.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { scope: "array" } } }),
  naive: "exchange"
})

/** Adds the granted scopes to the callback, separated by commas. */
export const scopeInCallback = defineQuirk({
  summary: "The callback has the granted scopes, separated by commas.",
  fields: {},
  behaviour: () => ({ deviations: { callbackParameters: ({ scope }) => ({ scope: scope.join(",") }) } }),
  naive: "nowhere"
})

/** Answers with the lifetime as a text of digits instead of a number. */
export const stringExpiresIn = defineQuirk({
  summary: "The `expires_in` of the token response is a string.",
  fields: {},
  behaviour: () => ({ deviations: { tokenResponse: { expiresIn: "string" } } }),
  naive: "exchange"
})

/** Names another `token_type`, though the token is used as a Bearer token. */
export const tokenType = defineQuirk({
  summary: "The `token_type` of a Bearer token is another word.",
  fields: { value: Schema.String },
  behaviour: ({ value }) => ({ deviations: { tokenResponse: { tokenType: value } } }),
  // Types have no case (RFC 6749, 5.1).
  naive: ({ value }) => (value.toLowerCase() === "bearer" ? "nowhere" : "exchange")
})
