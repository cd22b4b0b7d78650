/** Quirks as they are written in JSON. */
import { Schema } from "effect"
import type { Quirk } from "../quirks/quirks.ts"
import { quirks } from "../quirks/quirks.ts"

const AnyQuirk = Schema.Union(
  Object.entries(quirks).map(([name, { fields, summary }]) =>
    Schema.Struct({ name: Schema.Literal(name), ...fields }).annotate({ description: summary })
  )
).annotate({ expected: `a quirk with one of the names ${Object.keys(quirks).join(", ")}` })

const isQuirk = (quirk: unknown): quirk is Quirk => Schema.is(AnyQuirk)(quirk)

/** Describes a quirk: its name, and its parameters if it has any. */
export const QuirkConfig = AnyQuirk.pipe(Schema.refine(isQuirk))
