/** The check of what code gives a provider: by the schemas that JSON is read with. */
import { Predicate, Result, Schema, Struct } from "effect"
import { describeProblems } from "../core/describeProblems.ts"
import { reject } from "./InvalidProviderOptions.ts"
import { AuthenticationSchema, clientFields, RedirectUrisSchema } from "./clientSchemas.ts"
import { ConsentSchema, endpointsSchema, providerFields } from "./optionSchemas.ts"
import { Seconds } from "./timeSchemas.ts"

/** A function. */
export const FunctionSchema = Schema.declare(Predicate.isFunction, { expected: "a function" })

const HttpUrl = Schema.String.check(
  Schema.makeFilter((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? "") && !text.includes("#"), {
    expected: "an absolute http or https URL without a fragment"
  })
)

const Issuer = Schema.String.check(
  Schema.makeFilter((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? "") && !/[?#]/.test(text), {
    expected: "an http or https URL without query or fragment"
  })
)

/** A client, as code gives it. */
export const ClientOptionsSchema = Schema.Struct({
  ...clientFields,
  clientSecret: Schema.optionalKey(
    Schema.Union([Schema.NonEmptyString, Schema.Redacted(Schema.NonEmptyString)]).annotate({
      expected: "a secret that is not empty (left out: a public client)"
    })
  ),
  authentication: AuthenticationSchema,
  redirectUris: RedirectUrisSchema
})

/** How consent is given, as code gives it. */
export const ConsentOptionsSchema = Schema.Union([...ConsentSchema.members, FunctionSchema]).annotate({
  expected: '"approve" | "deny" | "ask", a list of rules, or a function'
})

const strict = { onExcessProperty: "error", errors: "all" } as const

/** A clock. */
export const ClockSchema = Schema.Struct({ now: FunctionSchema, sleep: FunctionSchema })

const SecondsOrEndless = Schema.Union([
  Seconds,
  Schema.declare((value): value is number => value === Infinity, { expected: "Infinity" })
])

const OptionsSchema = Schema.Struct({
  ...Struct.map(providerFields(SecondsOrEndless), Schema.optionalKey),
  clients: Schema.Array(ClientOptionsSchema),
  issuer: Schema.optionalKey(Issuer),
  endpoints: Schema.optionalKey(endpointsSchema(HttpUrl)),
  consent: Schema.optionalKey(ConsentOptionsSchema),
  deviations: Schema.optionalKey(Schema.declare(Predicate.isObject, { expected: "an object" })),
  onExchange: Schema.optionalKey(FunctionSchema),
  clock: Schema.optionalKey(ClockSchema),
  randomBytes: Schema.optionalKey(FunctionSchema)
})

const readOptions = Schema.decodeUnknownResult(OptionsSchema, strict)

/**
 * Checks the options of a provider. Throws `InvalidProviderOptions`, which names each member that is wrong, its value
 * and what is expected there.
 */
export const checkOptions = (options: unknown): void => {
  const read = readOptions(options)
  if (Result.isFailure(read)) reject(describeProblems(read.failure.issue, { input: options }))
}

/** Checks a value that a provider is given while it runs. Throws `InvalidProviderOptions`; `name` says what it is. */
export const check = <S extends Schema.ConstraintDecoder<unknown>>(
  schema: S,
  name: string,
  value: unknown
): void => {
  const read = Schema.decodeUnknownResult(schema, strict)(value)
  if (Result.isFailure(read)) reject(describeProblems(read.failure.issue, { input: value, name }))
}
