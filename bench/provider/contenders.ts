/** The servers that are timed, by name. */
import { bareServer, bareSigner } from "../peers/bareServer.ts"
import { mockProvider, mockProviderOfJwts } from "../peers/mockProvider.ts"
import { oauth2MockServer } from "../peers/oauth2MockServer.ts"
import { oidcProvider } from "../peers/oidcProvider.ts"
import type { Peer } from "../peers/Peer.ts"
import type { ContenderName } from "./names.ts"

export const contenders: Readonly<Record<ContenderName, Peer>> = {
  "oauth2-mock-server, JWT": oauth2MockServer,
  "mock-provider, opaque": mockProvider,
  "mock-provider, JWT": mockProviderOfJwts,
  "oidc-provider, opaque": oidcProvider,
  "bare http, fixed": bareServer,
  "bare http, JWT": bareSigner
}
