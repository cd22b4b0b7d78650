import { errorInSuccess } from "../../arbitraries/tokenFailure.ts"
import { anyError } from "../../reading/failing.ts"
import { failingRefresh } from "../../reading/failingRefresh.ts"

export const check = failingRefresh("REF-6", errorInSuccess, {
  accepts: anyError,
  wanted: "an error",
  describe: () => "an error in the body of a 200"
})
