/** oidc-provider, whose user approves all that is asked. */
import { generateKeyPairSync } from "node:crypto"
import { once } from "node:events"
import type { IncomingMessage, ServerResponse } from "node:http"
import { createServer } from "node:http"
import type { Configuration } from "oidc-provider"
import { errors, Provider } from "oidc-provider"
import { api, clients, documentsByUrl, otherApi, redirectUri, scopes } from "./clients.ts"
import type { PeerClient } from "./clients.ts"
import type { Peer, PeerOptions } from "./Peer.ts"

const start = async (options: PeerOptions) => {
  const { promise, resolve } = Promise.withResolvers<Provider>()
  const server = createServer(async (request, response) => answer(await promise, request, response))
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  if (typeof address !== "object" || address === null) throw new Error("oidc-provider has no port")
  const issuer = `http://127.0.0.1:${address.port}`
  resolve(new Provider(issuer, configurationOf(options)))
  return {
    issuer,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    }
  }
}

const authenticationOf = ({ clientSecret, jwk, signsWithSecret }: Partial<PeerClient>) => {
  if (jwk !== undefined)
    return { token_endpoint_auth_method: "private_key_jwt" as const, jwks: { keys: [{ ...jwk }] } }
  if (clientSecret === undefined) return { token_endpoint_auth_method: "none" as const }
  const method = signsWithSecret ? ("client_secret_jwt" as const) : ("client_secret_basic" as const)
  return { token_endpoint_auth_method: method, client_secret: clientSecret }
}

const configurationOf = ({ requirePkce }: PeerOptions): Configuration => {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 })
  return {
    clients: clients.map(({ clientId, grantTypes, postLogoutRedirectUris = [], ...client }) => ({
      client_id: clientId,
      // It has no grants of exchanges.
      grant_types: grantTypes.filter((each) => !each.startsWith("urn:")),
      redirect_uris: grantTypes.includes("authorization_code") ? [redirectUri] : [],
      response_types: grantTypes.includes("authorization_code") ? ["code"] : [],
      scope: scopes.join(" "),
      post_logout_redirect_uris: [...postLogoutRedirectUris],
      ...authenticationOf(client)
    })),
    scopes: [...scopes],
    responseTypes: ["code"],
    pkce: { required: () => requirePkce },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true },
      revocation: { enabled: true },
      registration: { enabled: true },
      registrationManagement: { enabled: true },
      clientIdMetadataDocument: { enabled: true, ack: "draft-02" },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== api && resource !== otherApi) throw new errors.InvalidTarget()
          return { scope: "read", audience: resource }
        }
      }
    },
    fetch: async (url) => {
      const document = documentsByUrl[`${url}`]
      return document === undefined ? new Response("", { status: 404 }) : Response.json(document)
    },
    issueRefreshToken: () => true,
    rotateRefreshToken: true,
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    allowOmittingSingleRegisteredRedirectUri: false,
    clockTolerance: 0,
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      ClientCredentials: 3600,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 600,
      RefreshToken: 86_400,
      Session: 86_400
    },
    cookies: { keys: ["a key of the cookies"] },
    jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] }
  }
}

const answer = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  if (request.url?.startsWith("/interaction/")) await approve(provider, request, response)
  else await provider.callback()(request, response)
}

const approve = async (
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse
): Promise<void> => {
  const { params } = await provider.interactionDetails(request, response)
  const accountId = "user-1"
  const grant = new provider.Grant({ accountId, clientId: `${params["client_id"]}` })
  grant.addOIDCScope(`${params["scope"]}`)
  if (params["resource"] !== undefined) grant.addResourceScope(`${params["resource"]}`, "read")
  const grantId = await grant.save()
  await provider.interactionFinished(request, response, { login: { accountId }, consent: { grantId } })
}

export const oidcProvider: Peer = {
  name: "oidc-provider",
  package: "oidc-provider",
  configuration: [
    "`pkce: { required: () => true }`",
    "`rotateRefreshToken: true`",
    "`allowOmittingSingleRegisteredRedirectUri: false`",
    '`responseTypes: ["code"]`',
    "`clockTolerance: 0`",
    "`issueRefreshToken: () => true`"
  ],
  start
}
