/** The providers and their quirks, for the list to search. */
import { profiles, quirks } from "@application-credentials/mock-provider/profiles"

const load = () => ({
  providers: profiles.map(({ clientAuthentication, endpoints, name, naive, pkce, quirks: own, title }) => ({
    name,
    title,
    host: new URL(endpoints.token.replaceAll(/[{}]/g, "")).host,
    authentication: clientAuthentication,
    pkce,
    quirks: [...new Set(own.map((quirk) => quirk.name))],
    naive: naive.fails === "nowhere" ? "works" : `fails: ${naive.fails}`
  })),
  quirks: Object.entries(quirks).map(([name, { summary }]) => ({ name, summary }))
})

declare const data: ReturnType<typeof load>

export { data }
export default { load }
