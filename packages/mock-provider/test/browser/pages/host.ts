/**
 * The page that the provider lives in, as long as it is shown: it starts the service worker, and then shows the
 * application in a frame, which may go where it likes. Its query has more options of the provider.
 */
import { setupWorker } from "msw/browser"
import { handlers, MockProvider } from "../../../src/index.ts"

const { origin } = location
const provider = MockProvider.make({
  issuer: `${origin}/provider`,
  clients: [
    {
      clientId: "spa",
      authentication: "none",
      redirectUris: [`${origin}/application`],
      scopes: ["openid", "email", "read"]
    }
  ],
  accessTokens: { algorithm: "ES256" },
  ...JSON.parse(new URLSearchParams(location.search).get("options") ?? "{}")
})
await setupWorker(...handlers(provider)).start({ onUnhandledFrame: "bypass", quiet: true })

/** For the tests to ask. */
Object.assign(window, {
  calls: () => provider.journal.map(({ endpoint, rule }) => rule ?? endpoint),
  isLive: provider.isLive
})

const frame = document.createElement("iframe")
frame.src = "/application"
document.body.append(frame)
