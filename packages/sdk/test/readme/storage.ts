import { layerModuleServices, StorageEncryption } from "@application-credentials/sdk"
import { layerFile } from "@application-credentials/sdk/file"
import { layerSql } from "@application-credentials/sdk/sql"
import { NodeServices } from "@effect/platform-node"
import { PgClient } from "@effect/sql-pg"
import { Config, Layer } from "effect"
import { acme } from "./example.ts"

const options = {
  integrations: [{ domain: "acme", module: acme }],
  host: { externalUrl: "https://home.test" }
}

// Credentials where Home Assistant has them, and readable by it.
export const inFiles = (folder: string) =>
  layerFile({ ...options, folder }).pipe(
    Layer.provide([NodeServices.layer, StorageEncryption.layerPlain, layerModuleServices])
  )

// The database of DATABASE_URL, its secrets encrypted with the keys of APPLICATION_CREDENTIALS_KEYS.
export const inDatabase = layerSql(options).pipe(
  Layer.provide([
    PgClient.layerConfig({ url: Config.Redacted("DATABASE_URL") }),
    StorageEncryption.layerConfig(),
    layerModuleServices
  ])
)
