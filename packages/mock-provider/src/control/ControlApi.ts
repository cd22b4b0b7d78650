/** The control API: a provider in the hands of a test, in any language. */
import { Schema } from "effect"
import { HttpApi, HttpApiEndpoint, HttpApiGroup, HttpApiSchema, OpenApi } from "effect/http-api"
import { ClientConfig } from "../config/ClientConfig.ts"
import { endpointNames } from "../core/Endpoint.ts"
import { FaultPlan } from "../faults/FaultPlan.ts"
import {
  ConsentSchema,
  GrantSchema,
  MadeDecisionSchema,
  PublishedSchema,
  SignedInSchema,
  UserSchema
} from "../runtime/optionSchemas.ts"
import { Seconds } from "../runtime/timeSchemas.ts"
import { InvalidRequest, NotFound } from "./ControlErrors.ts"
import { ControlGuard } from "./ControlGuard.ts"
import { RequestProblems } from "./RequestProblems.ts"
import { ExchangeView } from "./ExchangeView.ts"
import { ClientView, MintedView, ProviderView, UserView } from "./ProviderView.ts"

const says = (summary: string) => OpenApi.annotations({ summary })

const registrations = [
  HttpApiEndpoint.post("addClient", "/clients", {
    payload: ClientConfig,
    success: ClientView.pipe(HttpApiSchema.status(201)),
    error: InvalidRequest
  }).annotateMerge(says("Registers a client, or replaces the one with the same id.")),
  HttpApiEndpoint.post("addUser", "/users", {
    payload: UserSchema,
    success: UserView.pipe(HttpApiSchema.status(201)),
    error: InvalidRequest
  }).annotateMerge(says("Registers a user, or replaces the one with the same subject.")),
  HttpApiEndpoint.post("mintTokens", "/tokens", {
    payload: GrantSchema,
    success: MintedView.pipe(HttpApiSchema.status(201)),
    error: InvalidRequest
  }).annotateMerge(says("Makes a grant without a flow, and gives its tokens."))
] as const

const behaviour = [
  HttpApiEndpoint.put("setFaults", "/faults", {
    payload: FaultPlan,
    success: HttpApiSchema.NoContent
  }).annotateMerge(says("Replaces the plan of faults and starts it.")),
  HttpApiEndpoint.put("setConsent", "/consent", {
    payload: ConsentSchema,
    success: HttpApiSchema.NoContent,
    error: InvalidRequest
  }).annotateMerge(says("Replaces how consent is given.")),
  HttpApiEndpoint.put("setSignedIn", "/signed-in", {
    payload: SignedInSchema,
    success: HttpApiSchema.NoContent,
    error: InvalidRequest
  }).annotateMerge(says("Replaces who is signed in at the browser.")),
  HttpApiEndpoint.post("advanceTime", "/time", {
    payload: Schema.Struct({ seconds: Seconds }),
    success: Schema.Struct({ now: Schema.Number })
  }).annotateMerge(says("Puts the provider's clock forward, and ends the waits that are then over.")),
  HttpApiEndpoint.post("rotateKey", "/keys", {
    payload: Schema.Struct({ published: Schema.optionalKey(PublishedSchema) }),
    success: HttpApiSchema.NoContent
  }).annotateMerge(says("Makes another key sign from now on.")),
  HttpApiEndpoint.post("reset", "/reset", {
    payload: Schema.Struct({}),
    success: HttpApiSchema.NoContent
  }).annotateMerge(says("Goes back to how the provider was started."))
] as const

const decisions = [
  HttpApiEndpoint.post("decideConsent", "/consents", {
    payload: Schema.Struct({ consent: Schema.String, decision: MadeDecisionSchema }),
    success: Schema.Struct({ location: Schema.String }),
    error: NotFound
  }).annotateMerge(
    says("Decides in a person's place what the consent page asks, and gives the redirect to the client.")
  ),
  HttpApiEndpoint.post("decideDevice", "/devices", {
    payload: Schema.Struct({ userCode: Schema.String, decision: MadeDecisionSchema }),
    success: HttpApiSchema.NoContent,
    error: NotFound
  }).annotateMerge(says("Decides in a person's place for the device that shows this code."))
] as const

const journal = [
  HttpApiEndpoint.get("readJournal", "/journal", {
    query: {
      endpoint: Schema.optionalKey(Schema.Literals([...endpointNames, "unknown"])),
      after: Schema.optionalKey(Schema.Int),
      unsafeShowSecrets: Schema.optionalKey(Schema.Boolean)
    },
    success: Schema.Struct({ length: Schema.Int, exchanges: Schema.Array(ExchangeView) })
  }).annotateMerge(
    says(
      "Lists the exchanges: with one endpoint, and after a number, where these are given. With unsafeShowSecrets=true it shows codes, tokens and secrets."
    )
  ),
  HttpApiEndpoint.delete("clearJournal", "/journal", {
    success: HttpApiSchema.NoContent
  }).annotateMerge(says("Empties the journal."))
] as const

class ControlGroup extends HttpApiGroup.make("control", { topLevel: true })
  .add(
    HttpApiEndpoint.get("describe", "/", { success: ProviderView }).annotateMerge(
      says("Describes the provider: where it is, who is registered, and how far it has come.")
    ),
    ...registrations,
    ...behaviour,
    ...decisions,
    ...journal
  )
  .middleware(ControlGuard)
  .middleware(RequestProblems) {}

/** Describes the control API. Its paths are below `/_control` of the provider's own URL. */
export class ControlApi extends HttpApi.make("control")
  .add(ControlGroup)
  .annotate(HttpApi.ParseOptions, { onExcessProperty: "error", errors: "all" })
  .annotate(HttpApi.HeadersParseOptions, {})
  .annotateMerge(
    OpenApi.annotations({
      title: "Control API of a mock OAuth provider",
      version: "1",
      description: "Registers clients and users, plans faults, moves time and reads what happened.",
      servers: [{ url: "/_control" }]
    })
  ) {}
