import { errorInSuccess } from "../../arbitraries/tokenFailure.ts"
import { anyError } from "../tok/failing.ts"
import { failingRefresh } from "./failingRefresh.ts"

/** An error in the body of a 200 fails. */
export const check = failingRefresh("REF-6", errorInSuccess, {
  accepts: anyError,
  wanted: "an error",
  describe: () => "an error in the body of a 200"
})
