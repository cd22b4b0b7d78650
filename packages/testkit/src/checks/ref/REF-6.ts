import { errorInSuccess } from "../../arbitraries/tokenFailure.ts"
import { anyButACrash } from "../tok/failing.ts"
import { failingRefresh } from "./failingRefresh.ts"

/** An error in the body of a 200 fails. */
export const check = failingRefresh("REF-6", errorInSuccess, {
  accepts: anyButACrash,
  wanted: "an error that the host knows",
  describe: () => "an error in the body of a 200"
})
