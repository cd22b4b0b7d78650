/** A mock provider on a real port. */
export type { ListenOptions } from "./listen.ts"
export { CannotListen } from "./listen.ts"
export type { MockServer, Served, ServerOptions } from "./MockServer.ts"
export { layerServer, makeServer } from "./MockServer.ts"
export { SameUrl } from "./Router.ts"
export type { ClosableServer } from "./serve.ts"
export { serve } from "./serve.ts"
