import { AccountLinkServer, fetch } from "@application-credentials/mock-provider"

export const cloud = AccountLinkServer.make({
  services: [{ service: "acme", minVersion: "2023.1.0" }],
  // The first refresh fails, and no other does.
  faults: [{ match: { endpoint: "refresh" }, nth: 1, action: { _tag: "Status", status: 503 } }]
})

// What the host does: asks for an account of acme, sends the user to the URL, and gets the tokens.
export const linkAtCloud = (): Promise<unknown> =>
  new Promise((resolve) => {
    const connection = cloud.connect({
      receive: async (text) => {
        const { authorize_url, tokens } = JSON.parse(text)
        if (authorize_url === undefined) resolve(tokens)
        else await fetch(cloud)(authorize_url)
      },
      close: () => {}
    })
    connection.send(JSON.stringify({ service: "acme" }))
  })
