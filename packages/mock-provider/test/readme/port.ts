import { MockProvider } from "@application-credentials/mock-provider"
import { serve } from "@application-credentials/mock-provider/node"

const clients = [
  {
    clientId: "my-client",
    clientSecret: "my-secret",
    authentication: "client_secret_post",
    redirectUris: [],
    grantTypes: ["client_credentials"]
  }
] as const

export const askOnPort = async (): Promise<unknown> => {
  await using server = await serve((url) => MockProvider.make({ issuer: url, clients }))
  const { endpoints } = server.served // http://127.0.0.1:53124/token and so on
  const body = new URLSearchParams({
    grant_type: "client_credentials",
    client_id: "my-client",
    client_secret: "my-secret"
  })
  return (await fetch(endpoints.token, { method: "POST", body })).json()
}
