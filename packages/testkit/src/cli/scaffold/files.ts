/** The files of a new integration, whatever its language. */
import manifest from "../../../package.json" with { type: "json" }
import { newestHomeAssistant } from "../../subject/HomeAssistant.ts"
import type { Answers } from "./Answers.ts"
import { pythonFiles } from "./pythonFiles.ts"
import { typeScriptFiles } from "./typeScriptFiles.ts"

/** Files by path from the repository's root. */
export type Files = { readonly [path: string]: string }

/** What `init` writes. */
export interface Scaffold {
  /** The integration itself: none of these files may be there. */
  readonly integration: Files
  /** What a repository has once: a file that is there already is kept. */
  readonly repository: Files
}

/**
 * Makes the files of an integration.
 */
export const scaffold = (answers: Answers): Scaffold => {
  const folder = `custom_components/${answers.domain}`
  const code = answers.language === "python" ? pythonFiles(answers) : typeScriptFiles(answers)
  const files = {
    ...code,
    "manifest.json": manifestJson(answers),
    "translations/en.json": englishJson(answers)
  }
  return {
    integration: {
      ...Object.fromEntries(Object.entries(files).map(([path, content]) => [`${folder}/${path}`, content])),
      ...(answers.language === "typescript" ? { [`test/${answers.domain}.test.ts`]: testOf(answers) } : {})
    },
    repository: {
      "hacs.json": json({ name: answers.title, homeassistant: `${newestHomeAssistant.since}.0` }),
      ".github/workflows/application-credentials.yml": workflow(answers),
      ...(answers.language === "typescript" ? { "package.json": packageJson(answers) } : {})
    }
  }
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** Home Assistant wants `domain` and `name` first, and the rest in the order of the alphabet. */
const manifestJson = ({ domain, owner, title }: Answers): string =>
  json({
    domain,
    name: title,
    codeowners: [`@${owner}`],
    config_flow: true,
    dependencies: ["application_credentials"],
    documentation: `https://github.com/${owner}/${domain}`,
    integration_type: "service",
    iot_class: "cloud_polling",
    issue_tracker: `https://github.com/${owner}/${domain}/issues`,
    requirements: [],
    version: "0.1.0"
  })

const englishJson = ({ language, title }: Answers): string =>
  json({
    application_credentials: {
      description: `Make a client of ${title} at {console_url}, with {redirect_url} as its redirect URI, and paste its ID and secret here.`
    },
    config: {
      step: {
        pick_implementation: { title: "Choose how to link your account" },
        ...(language === "python"
          ? {
              reauth_confirm: {
                title: "Link your account again",
                description: `${title} no longer accepts the link to your account.`
              }
            }
          : {})
      },
      abort: {
        already_configured: "This account is linked already.",
        missing_configuration: "The integration is not set up completely.",
        reauth_successful: "Your account is linked again."
      }
    }
  })

/** Not in one word: the bundler reads that as this file's own. */
const ownUrl = ["import", "meta", "url"].join(".")

const testOf = ({
  domain
}: Answers): string => `import { describeConformance } from "@application-credentials/testkit/vitest"

describeConformance(new URL("../custom_components/${domain}/", ${ownUrl}))
`

const packageJson = ({ domain }: Answers): string =>
  json({
    name: domain.replaceAll("_", "-"),
    private: true,
    type: "module",
    scripts: { test: "vitest run", check: "application-credentials check custom_components" },
    dependencies: {
      "@application-credentials/sdk": manifest.dependencies["@application-credentials/sdk"],
      effect: manifest.dependencies.effect
    },
    devDependencies: {
      "@application-credentials/testkit": manifest.version,
      vitest: manifest.peerDependencies.vitest
    }
  })

const workflow = ({ language }: Answers): string => `name: Application credentials

on:
  push:
  pull_request:

permissions:
  contents: read

jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
${
  language === "python"
    ? `      - run: npx --yes @application-credentials/testkit@${manifest.version} check custom_components\n`
    : "      - run: npm install\n      - run: npm run check\n"
}`
