/** Records as the JSON that files and databases keep, their secrets sealed. */
import { Effect, Redacted, Schema, SchemaAST, SchemaIssue } from "effect"
import type { DecryptionFailed, EncryptionKeyMissing } from "../domain/StorageError.ts"
import { StorageUnreadable } from "../domain/StorageError.ts"
import { recordName } from "./Collection.ts"
import type { Collection } from "./Collection.ts"
import { Sealed } from "./StorageEncryption.ts"
import type { StorageEncryption } from "./StorageEncryption.ts"

/**
 * Holds a JSON object. Numbers may be `JSON.rawJSON`, where no number of JavaScript's is the same.
 */
export interface JsonMembers {
  readonly [member: string]: unknown
}

/**
 * Turns the records of a collection into JSON and back. `place` is the file or the table, for errors. `members` are all
 * that a record's JSON can have.
 */
export interface RecordCodec<A> {
  readonly members: ReadonlySet<string>
  readonly encode: (record: A) => Effect.Effect<JsonMembers>
  readonly decode: (
    json: unknown,
    place: string
  ) => Effect.Effect<A, StorageUnreadable | EncryptionKeyMissing | DecryptionFailed>
}

/**
 * Makes the codec of a collection. Encrypted secrets are in a member `$sealed`, and their own members are absent.
 */
export const makeRecordCodec = <A, Column extends string>(
  collection: Collection<A, Column>,
  encryption: StorageEncryption["Service"]
): RecordCodec<A> => {
  const encodeOpen = Schema.encodeSync(collection.schema)
  const decodeOpen = Schema.decodeUnknownEffect(collection.schema)
  const isSecret = (member: string) => collection.secrets.includes(member)

  const encode = Effect.fnUntraced(function* (record: A) {
    const json = encodeOpen(record)
    const [open, secret] = partition(json, isSecret)
    if (collection.secrets.length === 0) return json
    const sealed = yield* encryption.seal(
      Redacted.make(JSON.stringify(secret)),
      recordName(collection, collection.idOf(record))
    )
    return sealed === undefined ? json : { ...open, [sealedMember]: encodeSealed(sealed) }
  })

  const opened = Effect.fnUntraced(function* (json: unknown) {
    const { [sealedMember]: sealed, ...open } = yield* decodeMembers(json)
    if (sealed === undefined) return open
    const location = recordName(collection, String(open[collection.idMember]))
    const secret = yield* encryption.open(yield* decodeSealed(sealed), location)
    return { ...open, ...(yield* decodeSecret(Redacted.value(secret))) }
  })

  const decode = (json: unknown, place: string) =>
    Effect.flatMap(opened(json), (members) => decodeOpen(members)).pipe(
      Effect.catchTag("SchemaError", ({ issue }) => Effect.fail(unreadable(place, issue)))
    )

  return { members: new Set([...membersOf(collection.schema.ast), sealedMember]), encode, decode }
}

/** The member that takes the place of the secret ones. */
const sealedMember = "$sealed"

const Members = Schema.Record(Schema.String, Schema.Unknown)
const encodeSealed = Schema.encodeSync(Sealed)
const decodeSecret = Schema.decodeUnknownEffect(Schema.fromJsonString(Members))
const decodeSealed = Schema.decodeUnknownEffect(Sealed)
const decodeMembers = Schema.decodeUnknownEffect(Members)

const membersOf = (ast: SchemaAST.AST): ReadonlyArray<string> => {
  const encoded = SchemaAST.toEncoded(ast)
  return SchemaAST.isObjects(encoded) ? encoded.propertySignatures.map(({ name }) => String(name)) : []
}

const partition = (json: JsonMembers, isSecret: (member: string) => boolean): [JsonMembers, JsonMembers] => {
  const entries = Object.entries(json)
  return [
    Object.fromEntries(entries.filter(([member]) => !isSecret(member))),
    Object.fromEntries(entries.filter(([member]) => isSecret(member)))
  ]
}

// Only where it went wrong is said, as what is there may be secret.
const unreadable = (place: string, issue: SchemaIssue.Issue): StorageUnreadable => {
  const [first] = formatIssue(issue).issues
  const path = (first?.path ?? []).map(String).join(".")
  return new StorageUnreadable({
    location: place,
    message: `${place} holds a record that cannot be read${path === "" ? "" : `: ${path} is missing or of the wrong type`}. Fix it, or restore it from a backup.`
  })
}

const formatIssue = SchemaIssue.makeFormatterStandardSchemaV1()
