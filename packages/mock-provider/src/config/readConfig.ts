/** Reads what the command is configured with: one provider, or several by name. */
import { Effect, Schema } from "effect"
import { describeProblems } from "../core/describeProblems.ts"
import { ProviderConfig } from "./ProviderConfig.ts"

const Name = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9][\w-]*$/u, { expected: "a name of letters, digits and hyphens" })
)

/** Describes a configuration: a provider, or `providers` by the names that their paths begin with. */
const ServerConfig = Schema.Struct({
  $schema: Schema.optionalKey(Schema.String),
  ...ProviderConfig.fields,
  providers: Schema.optionalKey(
    Schema.Record(Name, ProviderConfig)
      .check(Schema.isMinProperties(1, { expected: "at least one provider" }))
      .annotate({ description: "Several providers, each at /name: nothing else is configured then." })
  )
})

/** Reports a configuration that is not one: `message` names each member that is wrong and what is expected there. */
export class InvalidConfig extends Schema.TaggedError<InvalidConfig>()("InvalidConfig", {
  message: Schema.String
}) {}

/** Describes a configured server: the path that each provider's URL has below the server's, and the provider. */
export type ConfiguredProviders = ReadonlyMap<"" | `/${string}`, ProviderConfig>

/**
 * Decodes a configuration out of parsed JSON. Members that do not exist are refused, so that a misspelt one is not
 * ignored. Fails with `InvalidConfig`.
 */
export const decodeConfig: (input: unknown) => Effect.Effect<ConfiguredProviders, InvalidConfig> =
  Effect.fnUntraced(function* (input) {
    const {
      $schema: _,
      providers,
      ...provider
    } = yield* decode(input).pipe(
      Effect.mapError(({ issue }) => new InvalidConfig({ message: describeProblems(issue, { input }) }))
    )
    if (providers === undefined) return new Map([["", provider]])
    const [beside] = Object.keys(provider)
    if (beside === undefined)
      return new Map(Object.entries(providers).map(([name, each]) => [`/${name}`, each]))
    return yield* new InvalidConfig({
      message: `${beside}: belongs to one of the providers, not beside them`
    })
  })

/** Makes the JSON Schema of configurations. */
export const configJsonSchema = (): unknown => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(ServerConfig, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of mock-oauth-provider",
    description: "What mock-oauth-provider --config reads: a provider, or several by name.",
    ...schema,
    ...(Object.keys(definitions).length > 0 ? { $defs: definitions } : {})
  }
}

const decode = Schema.decodeUnknownEffect(ServerConfig, { onExcessProperty: "error", errors: "all" })
