import * as fc from "fast-check"
import { unavailability } from "../../arbitraries/tokenFailure.ts"
import { ofKind, retriable } from "../../reading/failing.ts"
import { failingRefresh } from "../../reading/failingRefresh.ts"
import type { WireAnswer } from "../../subject/Protocol.ts"

const answers: fc.Arbitrary<WireAnswer> = fc.oneof(
  { weight: 3, arbitrary: unavailability },
  { weight: 1, arbitrary: fc.constant<WireAnswer>({ _tag: "ConnectionFailure" }) }
)

const transient = ofKind("transient")

export const check = failingRefresh("REF-5", answers, {
  accepts: (error, answer) => (answer._tag === "Response" ? transient(error) : retriable(error)),
  wanted: "an error that the host takes for transient"
})
