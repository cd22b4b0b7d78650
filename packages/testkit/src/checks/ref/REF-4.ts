import { rejection } from "../../arbitraries/tokenFailure.ts"
import { ofKind } from "../tok/failing.ts"
import { failingRefresh } from "./failingRefresh.ts"

/** `invalid_grant` and other 4xx fail with the re-authentication error; the old token is never handed back as new. */
export const check = failingRefresh("REF-4", rejection, {
  accepts: ofKind("reauthentication"),
  wanted: "the host's re-authentication error"
})
