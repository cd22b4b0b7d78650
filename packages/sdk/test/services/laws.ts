/** Every law that a layer of storage keeps. */
import * as AccountLockLaws from "./AccountLockLaws.ts"
import * as CredentialStoreLaws from "./CredentialStoreLaws.ts"
import * as LinkedAccountsLaws from "./LinkedAccountsLaws.ts"
import type { StorageLayer } from "./LinkedAccountsLaws.ts"
import * as PendingLinksLaws from "./PendingLinksLaws.ts"
import * as StateSignerLaws from "./StateSignerLaws.ts"

/** Adds the tests of all of them for one layer. */
export const suites = (name: string, storage: StorageLayer) => {
  for (const { suite } of [
    CredentialStoreLaws,
    LinkedAccountsLaws,
    PendingLinksLaws,
    StateSignerLaws,
    AccountLockLaws
  ])
    suite(name, storage)
}
