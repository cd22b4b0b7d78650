/** The code of a new integration in TypeScript. */
import type { Answers } from "./Answers.ts"

/** The redirect URI of nearly every Home Assistant. */
export const redirectUrl = "https://my.home-assistant.io/redirect/oauth"

/** Files by path within the integration's folder. */
export const typeScriptFiles = ({
  consoleUrl,
  provider,
  scopes,
  title
}: Answers): Record<string, string> => ({
  "application_credentials.ts": `/** Application credentials of ${title}. */
import { defineApplicationCredentials, implementationFromProfile } from "@application-credentials/sdk"
import { Effect } from "effect"

export default defineApplicationCredentials({
  getAuthImplementation: (_host, domain, credential) =>
    Effect.succeed(
      implementationFromProfile(
        ${literal(provider, 8)},
        { domain, credential, scopes: ${literal(scopes, 8)} }
      )
    ),
  getDescriptionPlaceholders: (_host) =>
    Effect.succeed({
      console_url: ${JSON.stringify(consoleUrl)},
      redirect_url: ${JSON.stringify(redirectUrl)}
    })
})
`
})

/** A value as code: names need no quotes, and what follows the first line is indented. */
const literal = (value: unknown, indent: number): string =>
  JSON.stringify(value, null, 2)
    .replace(/^( *)"([A-Za-z_]\w*)":/gm, "$1$2:")
    .replaceAll("\n", `\n${" ".repeat(indent)}`)
