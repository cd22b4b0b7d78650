/** What a module needs of whoever calls it: `application_credentials.check.json` beside it, or the file of `--context`. */
import { Effect, FileSystem, Path, Schema } from "effect"
import type { Integration } from "../subject/Integration.ts"
import { checkFileName, type ModuleContext } from "../subject/ModuleContext.ts"
import { InvalidFile, readJsonText } from "./JsonText.ts"

const clientText = /^[!-~](?:[ -~]{0,198}[!-~])?$/

const ClientText = Schema.String.check(
  Schema.makeFilter((text: string) => clientText.test(text), {
    expected: "1 to 200 visible ASCII characters"
  }),
  Schema.isMinLength(1),
  Schema.isMaxLength(200)
)

const CheckFile = Schema.Struct({
  $schema: Schema.optionalKey(Schema.String),
  credential: Schema.optionalKey(
    Schema.Struct({
      clientId: ClientText.annotate({
        description: "A client id as the provider hands them out, such as app@key. It need not be a real one."
      }),
      clientSecret: Schema.optionalKey(
        ClientText.annotate({ description: "A client secret of its form, and never a real one." })
      )
    }).annotate({ description: "The form of credentials: those that are generated have it." })
  ),
  data: Schema.optionalKey(
    Schema.Record(Schema.String, Schema.Json).annotate({
      description:
        "Entries of hass.data, by their keys, for what the integration stores there when it is set up."
    })
  ),
  python: Schema.optionalKey(
    Schema.Union([Schema.String, Schema.Array(Schema.String)]).annotate({
      description:
        "Python to run before each thing that the host does with the module: a text, or a list of lines. It knows hass, imports from the integration by from . import, and enters a context manager by enter(...), which is left afterwards."
    })
  )
})

const fixes = {
  credential: 'Write it as {"clientId": "app@key", "clientSecret": "secret"}: an example, not a real one.',
  data: 'Write it as {"my_domain": {"region": "eu"}}.',
  python: 'Write it as a text, or as a list of lines: ["from .api import region", "region.set(\'eu\')"].'
}

/**
 * Gives an integration with what its check file says: the one named, or that beside its module, if there is any.
 *
 * Fails with `InvalidFile`, which names file and line, where the file is not as its schema says.
 *
 * @category reading
 * @since 0.1.0
 */
export const withContext = Effect.fnUntraced(function* (
  integration: Integration,
  named?: string
): Effect.fn.Return<Integration, InvalidFile, FileSystem.FileSystem | Path.Path> {
  const { join, resolve, sep } = yield* Path.Path
  const fs = yield* FileSystem.FileSystem
  const beside = join(integration.path, checkFileName)
  const isBeside = yield* Effect.orElseSucceed(fs.exists(resolve(beside)), () => false)
  const file = named ?? (isBeside ? beside : undefined)
  if (file === undefined) return integration
  const [folder, real] = yield* Effect.all([
    fs.realPath(integration.directory),
    fs.realPath(resolve(beside))
  ]).pipe(Effect.orElseSucceed(() => ["", ""] as const))
  if (named === undefined && !real.startsWith(`${folder}${sep}`)) {
    return yield* new InvalidFile({
      message: `${file} is a link that leads out of the integration's folder. Put the file there, or name it by --context.`
    })
  }
  const { value } = yield* readJsonText(file, CheckFile, fixes)
  const { $schema: _, python, ...rest } = value
  const context: ModuleContext = {
    ...rest,
    ...(python === undefined ? {} : { python: typeof python === "string" ? python : python.join("\n") })
  }
  return { ...integration, context }
})

/**
 * The JSON Schema of a check file, draft 2020-12.
 *
 * @category encoding
 * @since 0.1.0
 */
export const checkFileJsonSchema = (): unknown => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(CheckFile, { onExcessProperty: "error" })
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "What a module needs to be checked",
    description: `${checkFileName}: what an application_credentials module needs of whoever calls it.`,
    ...schema,
    ...(Object.keys(definitions).length > 0 ? { $defs: definitions } : {})
  }
}
