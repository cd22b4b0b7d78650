/** `application-credentials init NAME`: writes a new integration that the kit has nothing against. */
import { dirname, join } from "node:path"
import {
  findProfile,
  offlineAccessOf,
  type Profile,
  profiles,
  quirks
} from "@application-credentials/mock-provider/profiles"
import { Effect, FileSystem, Option, type Terminal } from "effect"
import { Argument, Command, Flag, Prompt } from "effect/cli"
import { printable, wrap } from "../reporters/text.ts"
import { consoleOptions, print } from "./console.ts"
import { CannotCheck } from "./errors.ts"
import {
  type Answers,
  domainProblem,
  knownProvider,
  ownerProblem,
  type ProviderSettings,
  scopeProblem,
  titleProblem,
  unknownProvider,
  urlProblem
} from "./scaffold/Answers.ts"
import { type Files, scaffold } from "./scaffold/files.ts"
import { leftToPython } from "./scaffold/pythonFiles.ts"

const languages = ["python", "typescript"] as const
const authentications = ["client_secret_post", "client_secret_basic", "none"] as const

const config = {
  name: Argument.String("name").pipe(
    Argument.withDescription("The integration's domain, such as acme_cloud")
  ),
  directory: Flag.String("directory").pipe(
    Flag.withDescription("The repository that it is written into"),
    Flag.withMetavar("FOLDER"),
    Flag.withDefault(".")
  ),
  language: Flag.Literals("language", languages).pipe(
    Flag.withDescription("The language that it is written in"),
    Flag.optional
  ),
  title: Flag.String("title").pipe(
    Flag.withDescription("Its name, as people read it. Default: made of the domain"),
    Flag.optional
  ),
  owner: Flag.String("owner").pipe(
    Flag.withDescription("Whose it is on GitHub: for the manifest's code owners and links"),
    Flag.optional
  ),
  provider: Flag.String("provider").pipe(
    Flag.withDescription(
      "A provider that is known, such as spotify: fills in the endpoints, PKCE, client authentication and what asks for a refresh token"
    ),
    Flag.optional
  ),
  authorizeUrl: Flag.String("authorize-url").pipe(
    Flag.withDescription("The provider's authorization endpoint"),
    Flag.withMetavar("URL"),
    Flag.optional
  ),
  tokenUrl: Flag.String("token-url").pipe(
    Flag.withDescription("The provider's token endpoint"),
    Flag.withMetavar("URL"),
    Flag.optional
  ),
  consoleUrl: Flag.String("console-url").pipe(
    Flag.withDescription("The provider's page where users make a client. Default: where it asks for consent"),
    Flag.withMetavar("URL"),
    Flag.optional
  ),
  clientAuthentication: Flag.Literals("client-authentication", authentications).pipe(
    Flag.withDescription(
      "How clients authenticate. Default: as the provider's profile says, or client_secret_post"
    ),
    Flag.optional
  ),
  pkce: Flag.Boolean("pkce").pipe(
    Flag.withDescription("Uses PKCE. Default: as the provider's profile says, or yes"),
    Flag.optional
  ),
  scopes: Flag.String("scope").pipe(
    Flag.withDescription("A scope to ask for; may be repeated"),
    Flag.atLeast(0)
  )
}

type Config = Command.Command.Config.Infer<typeof config>

/** The command. */
export const init = Command.make(
  "init",
  config,
  Effect.fnUntraced(function* (input) {
    const profile = yield* profileOf(input)
    const answers = yield* answersOf(input, profile)
    const written = yield* writeFiles(input.directory, answers)
    yield* print(aboutFiles(written, input.directory) + aboutProvider(answers, profile) + next(answers))
  })
).pipe(
  Command.withDescription(
    "Writes a new integration that passes the whole check: its module, manifest, translations, hacs.json and a workflow; in Python a config flow with re-authentication, in TypeScript a test. Asks on a terminal for what no flag says. Never overwrites a file."
  ),
  Command.withShortDescription("Write a new integration"),
  Command.withExamples([
    {
      command: "application-credentials init acme --language python --provider spotify",
      description: "An integration with an account at a known provider"
    },
    {
      command:
        "application-credentials init acme --language typescript --authorize-url https://auth.acme-cloud.com/authorize --token-url https://auth.acme-cloud.com/token",
      description: "An integration with an account elsewhere"
    }
  ])
)

const profileOf = Effect.fnUntraced(function* ({ provider }: Config) {
  if (Option.isNone(provider)) return undefined
  const profile = findProfile(provider.value)
  if (profile) return profile
  const known = profiles.map(({ name }) => name).join(", ")
  return yield* new CannotCheck({
    message: `There is no provider ${provider.value}. Known: ${known}. For another, name --authorize-url and --token-url.`
  })
})

const answersOf = Effect.fnUntraced(function* (input: Config, profile: Profile | undefined) {
  const domain = yield* valid(input.name, domainProblem)
  const language = yield* Option.match(input.language, {
    onSome: (language) => Effect.succeed(language),
    onNone: () =>
      ask(
        Prompt.Select({
          message: "The language",
          choices: [
            { title: "Python", value: languages[0] },
            { title: "TypeScript", value: languages[1] }
          ]
        }),
        "Name the language: --language python or --language typescript."
      )
  })
  const provider = yield* providerOf(input, profile)
  const title = Option.getOrElse(input.title, () => titleOf(domain))
  const owner = Option.getOrElse(input.owner, () => "your-name")
  const consoleUrl = Option.getOrElse(
    input.consoleUrl,
    () => `${new URL(provider.endpoints.authorize).origin}/`
  )
  return {
    domain,
    language,
    provider,
    title: yield* valid(title, titleProblem),
    owner: yield* valid(owner, ownerProblem),
    consoleUrl: yield* valid(consoleUrl, urlProblem),
    scopes: yield* Effect.forEach(input.scopes, (scope) => valid(scope, scopeProblem))
  } satisfies Answers
})

const providerOf = Effect.fnUntraced(function* (input: Config, profile: Profile | undefined) {
  const base = profile === undefined ? undefined : knownProvider(profile)
  const authorize = yield* urlOf(input.authorizeUrl, base?.endpoints.authorize, "authorize-url")
  const token = yield* urlOf(input.tokenUrl, base?.endpoints.token, "token-url")
  if (authorize === token) {
    return yield* new CannotCheck({ message: "--authorize-url and --token-url are two URLs, not the same." })
  }
  const said = Object.fromEntries([
    ...Option.toArray(input.pkce).map((pkce) => ["pkce", pkce]),
    ...Option.toArray(input.clientAuthentication).map((method) => ["clientAuthentication", method])
  ])
  return {
    ...(base ?? unknownProvider(authorize, token)),
    endpoints: { authorize, token },
    ...said
  } satisfies ProviderSettings
})

const urlOf = (given: Option.Option<string>, known: string | undefined, flag: string) => {
  if (Option.isSome(given)) return valid(given.value, urlProblem)
  if (known !== undefined) return Effect.succeed(known)
  const validate = (text: string) => {
    const problem = urlProblem(text)
    return problem === null ? Effect.succeed(text) : Effect.fail(problem)
  }
  return ask(
    Prompt.String({ message: `The provider's ${flag.replace("-url", "")} URL`, validate }),
    `Name the provider: --provider NAME, or --authorize-url and --token-url.`
  )
}

const valid = (
  text: string,
  problemOf: (text: string) => string | null
): Effect.Effect<string, CannotCheck> => {
  const problem = problemOf(text)
  return problem === null ? Effect.succeed(text) : Effect.fail(new CannotCheck({ message: problem }))
}

/** Asks on a terminal; elsewhere it says which flag is missing. */
const ask = <A>(
  prompt: Prompt.Prompt<A>,
  missing: string
): Effect.Effect<A, CannotCheck | Terminal.QuitError, Prompt.Environment> =>
  process.stdin.isTTY && process.stdout.isTTY
    ? Prompt.run(prompt)
    : Effect.fail(new CannotCheck({ message: missing }))

const titleOf = (domain: string): string =>
  domain
    .split("_")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ")

/** Writes the files. Where one of the integration's own is there already it writes none; the repository's own are kept. */
const writeFiles = Effect.fnUntraced(function* (directory: string, answers: Answers) {
  const { integration, repository } = scaffold(answers)
  const there = yield* existing(directory, { ...integration, ...repository })
  const inTheWay = Object.keys(integration).filter((path) => there.has(path))
  if (inTheWay.length > 0) {
    return yield* new CannotCheck({
      message: `Nothing was written, since these files are there already: ${inTheWay.join(", ")}. Choose another name, or move them away.`
    })
  }
  const files = Object.entries({ ...integration, ...repository }).filter(([path]) => !there.has(path))
  yield* Effect.forEach(files, ([path, content]) => writeNew(join(directory, path), content), {
    discard: true
  })
  return {
    written: files.map(([path]) => path),
    kept: Object.keys(repository).filter((path) => there.has(path))
  }
})

const existing = Effect.fnUntraced(
  function* (directory: string, files: Files) {
    const fs = yield* FileSystem.FileSystem
    const there = yield* Effect.filter(Object.keys(files), (path) => fs.exists(join(directory, path)))
    return new Set(there)
  },
  Effect.mapError((error) => new CannotCheck({ message: error.message }))
)

const writeNew = (path: string, content: string) =>
  Effect.gen(function* () {
    const fs = yield* FileSystem.FileSystem
    yield* fs.makeDirectory(dirname(path), { recursive: true })
    yield* fs.writeFileString(path, content, { flag: "wx" })
  }).pipe(
    Effect.mapError(({ message }) => new CannotCheck({ message: `${path} could not be written: ${message}` }))
  )

const aboutFiles = (
  { kept, written }: { readonly written: ReadonlyArray<string>; readonly kept: ReadonlyArray<string> },
  directory: string
): string =>
  [
    `Wrote into ${printable(directory)}:`,
    ...written.map((path) => `  ${path}`),
    ...(kept.length === 0 ? [] : ["Kept as they are:", ...kept.map((path) => `  ${path}`)]),
    ""
  ].join("\n")

/** What is known of the provider, and what of it the author still has to write. */
const aboutProvider = ({ language, provider }: Answers, profile: Profile | undefined): string => {
  if (profile === undefined) return ""
  const access = offlineAccessOf(profile)
  const left = language === "python" ? leftToPython(provider) : []
  const facts = [
    `PKCE: ${profile.pkce}`,
    `client authentication: ${profile.clientAuthentication.join(", ")}`,
    ...(access === undefined ? [] : [`asks for a refresh token by ${accessWords(access)}`]),
    ...profile.quirks.map(({ name }) => quirks[name].summary),
    ...(left.length === 0 ? [] : [`not written for Python, so write it yourself: ${left.join("; ")}`])
  ]
  const width = consoleOptions({ verbose: false, plain: false }).width - 6
  return [
    "",
    `What is known of ${profile.title}, from ${profile.sources.length} sources:`,
    ...facts.flatMap((fact) =>
      wrap(fact, width).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`))
    ),
    ""
  ].join("\n")
}

const accessWords = (access: NonNullable<ReturnType<typeof offlineAccessOf>>): string =>
  access._tag === "Parameter" ? `${access.name}=${access.value}` : `the scope ${access.anyOf.join(" or ")}`

const next = ({ domain }: Answers): string =>
  `\nNext: application-credentials check custom_components/${domain}\n`
