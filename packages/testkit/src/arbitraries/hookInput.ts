/** What the host hands to a module's hooks. */
import * as fc from "fast-check"
import { ordinaryCredential } from "./credential.ts"
import { anyHost } from "./host.ts"
import type { Scenario } from "./scenario.ts"
import { opaqueText } from "./text.ts"

/** The arguments of the hooks, and the seed of the randomness that they can reach. */
export type HookInput = Pick<Scenario, "host" | "authDomain" | "credential" | "entropy">

/** An ordinary credential on any host. */
export const hookInput: fc.Arbitrary<HookInput> = fc.record({
  host: anyHost,
  authDomain: opaqueText("acme_"),
  credential: ordinaryCredential,
  entropy: fc.nat()
})

/** One plain input, for rules that are not about the input. */
export const plainHookInput: HookInput = {
  host: {
    instanceName: "Home",
    internalUrl: "http://homeassistant.local:8123",
    externalUrl: null,
    components: ["application_credentials", "my"],
    data: {},
    frontendBase: "http://homeassistant.local:8123"
  },
  authDomain: "acme_one",
  credential: { clientId: "id-one", clientSecret: "secret-of-one", name: null },
  entropy: 1
}
