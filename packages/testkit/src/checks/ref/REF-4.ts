import { rejection } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "../../reading/failing.ts"
import { failingRefresh } from "../../reading/failingRefresh.ts"

export const check = failingRefresh("REF-4", rejection, {
  accepts: ofKind("reauthentication"),
  wanted: "the host's re-authentication error"
})
