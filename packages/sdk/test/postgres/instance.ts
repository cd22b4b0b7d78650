/** An instance in the server, whose integration links accounts at a provider on a port. */
import { Effect, Layer } from "effect"
import {
  AuthorizationServer,
  defineApplicationCredentials,
  layerModuleServices,
  localImplementation,
  StorageEncryption
} from "../../src/index.ts"
import { layerSql } from "../../src/layers/sql/index.ts"
import { layerClient } from "./server.ts"

/** An instance in a schema, with the integration `acme`, and the client below it. `path` is a way to the server's socket. */
export const layerInstanceIn = (schema: string, provider: string, path?: string) => {
  const server = new AuthorizationServer({
    authorizeUrl: `${provider}/authorize`,
    tokenUrl: `${provider}/token`
  })
  const module = defineApplicationCredentials({
    getAuthImplementation: (_, domain, credential) =>
      Effect.succeed(localImplementation({ domain, credential, server }))
  })
  return layerSql({
    integrations: [{ domain: "acme", module }],
    host: { externalUrl: "https://home.test" }
  }).pipe(
    Layer.provide([StorageEncryption.layerPlain, layerModuleServices]),
    Layer.provideMerge(layerClient(schema, path))
  )
}
