/** Values of JSON. */
import type { Schema } from "effect"

/**
 * Describes the members of a JSON object.
 *
 * @category models
 * @since 0.1.0
 */
export type JsonMembers = Readonly<Record<string, Schema.Json>>
