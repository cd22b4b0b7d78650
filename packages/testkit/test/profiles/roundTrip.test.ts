import { profiles } from "@application-credentials/mock-provider/profiles"
import { roundTrip } from "./RoundTripLaws.ts"

for (const profile of profiles) roundTrip(profile)
