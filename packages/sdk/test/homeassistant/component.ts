/** The tests of Home Assistant's component `application_credentials`. */
import { assert } from "@effect/vitest"
import { Effect, Option, Redacted } from "effect"
import {
  ApplicationCredentialsTypeId,
  ClientCredential,
  CredentialStore,
  decodeStoredToken,
  defineApplicationCredentials,
  importClientCredential,
  LinkedAccounts,
  LinkingFlow,
  removeAccount
} from "../../src/index.ts"
import type { ApplicationCredentials, Integration } from "../../src/index.ts"
import { agree, link, server } from "../flows/Instance.ts"
import { error, result } from "../http/answers.ts"
import { openAuthenticated } from "../http/RawClient.ts"
import { layerServer } from "../http/Server.ts"
import { json } from "../Provider.ts"
import type { Answer } from "../Provider.ts"
import { credential } from "../services/CredentialStoreLaws.ts"
import { endsAs, scenario, start } from "./Scenario.ts"
import type { Say, Scenario } from "./Scenario.ts"

/** A host with the integration changed, and one whose user has a credential in their configuration. */
const host = (integration: Partial<Integration> = {}, answer?: Answer) =>
  layerServer({ integration, ...(answer === undefined ? {} : { answer }) })
const configured = (name?: string) => {
  const inYaml = new ClientCredential({
    clientId: "some-client-id",
    clientSecret: Redacted.make("CLIENTSECRET"),
    ...(name === undefined ? {} : { name })
  })
  const module = defineApplicationCredentials({
    getAuthorizationServer: () => Effect.succeed(server),
    getClientCredential: () => Effect.succeed(Option.some(inYaml))
  })
  return host({ module }, () => json({ access_token: "ACCESSTOKEN", expires_in: 60 }))
}

const inHost = scenario(host())
const configuredHost = scenario(configured())

const create = {
  type: "application_credentials/create",
  domain: "acme",
  client_id: "some-client-id",
  client_secret: "CLIENTSECRET"
}
const item = { ...withoutType(create), id: "acme_some_client_id" }
function withoutType({ type: _, ...members }: typeof create) {
  return members
}

/** Sends commands one after another, and gives the answers. */
const send = Effect.fnUntraced(function* (...messages: ReadonlyArray<object>) {
  const { ask } = yield* openAuthenticated()
  return yield* Effect.forEach(messages, (message, index) => ask({ id: index + 1, ...message }))
})
const list = { type: "application_credentials/list" }
const remove = { type: "application_credentials/delete", application_credentials_id: item.id }

/** Stores a credential of the integration. */
const add = (clientId: string) =>
  CredentialStore.use((store) => store.create({ domain: "acme", credential: credential(clientId) }))

/** Makes sure of what commands are answered with. */
const answers = (messages: ReadonlyArray<object>, expected: ReadonlyArray<unknown>) =>
  Effect.map(send(...messages), (heard) => assert.deepStrictEqual(heard, expected))

const linkAs = Effect.fnUntraced(function* (title: string, implementation: string) {
  const account = yield* link
  assert.deepStrictEqual([account.title, account.authImplementation], [title, implementation])
  return account
})

const hollow: ApplicationCredentials = { [ApplicationCredentialsTypeId]: ApplicationCredentialsTypeId }
const imported = (name: string) => ({ ...item, auth_domain: "acme", name })
const yamlName = "Import from configuration.yaml"

const authType: readonly [string, string] = [
  "the kind of authorization, which a newer Home Assistant than 2026.10 adds to the list of integrations",
  "Not modelled: the host follows 2026.10, and no client of it reads that member."
]

export const component: ReadonlyArray<Scenario> = [
  inHost(
    ["test_websocket_list_empty", "a host without credentials lists none"],
    answers([list], [result(1, [])])
  ),
  inHost(
    ["test_websocket_create", "a credential is created and listed"],
    answers([create, list], [result(1, item), result(2, [item])])
  ),
  inHost(
    ["test_websocket_create_invalid_domain", "a credential for no integration is refused"],
    answers(
      [{ ...create, domain: "other-domain" }],
      [error(1, "invalid_format", "No application_credentials platform for other-domain")]
    )
  ),
  inHost(
    [
      "test_websocket_update_not_supported",
      "a change of a credential is refused",
      "A change of nothing is refused in the same words. Name and secret can be changed, which Home Assistant's users miss."
    ],
    answers(
      [create, { type: "application_credentials/update", application_credentials_id: item.id }],
      [result(1, item), error(2, "invalid_format", "Updates not supported")]
    )
  ),
  inHost(
    ["test_websocket_delete", "a credential is deleted"],
    answers([create, remove, list], [result(1, item), result(2), result(3, [])])
  ),
  inHost(
    ["test_websocket_delete_item_not_found", "an unknown credential cannot be deleted"],
    answers([remove], [error(1, "not_found", `Unable to find application_credentials_id ${item.id}`)])
  ),
  configuredHost(
    ["test_websocket_import_config", "a credential of the configuration is listed, and can be deleted"],
    Effect.andThen(
      importClientCredential("acme"),
      answers([list, remove, list], [result(1, [imported(yamlName)]), result(2), result(3, [])])
    )
  ),
  configuredHost(
    ["test_import_duplicate_credentials", "a credential of the configuration is imported once"],
    Effect.andThen(
      Effect.replicateEffect(importClientCredential("acme"), 2),
      answers([list], [result(1, [imported(yamlName)])])
    )
  ),
  scenario(configured("Name"))(
    ["test_import_named_credential", "a credential of the configuration keeps its name"],
    Effect.andThen(importClientCredential("acme"), answers([list], [result(1, [imported("Name")])]))
  ),
  inHost(
    ["test_config_flow_no_credentials", "a flow without a credential asks for one"],
    Effect.flatMap(start, endsAs("missing_credentials"))
  ),
  inHost(
    ["test_config_flow_other_domain", "a credential of another integration is of no use"],
    Effect.gen(function* () {
      const [refused] = yield* send({ ...create, domain: "other" })
      assert.deepInclude(refused, { success: false })
      yield* Effect.flatMap(start, endsAs("missing_credentials"))
    })
  ),
  inHost(
    [
      "test_config_flow",
      "an account is linked with a credential, which cannot be deleted until the account is"
    ],
    Effect.gen(function* () {
      yield* add("some-client-id")
      const { id } = yield* linkAs("some-client-id", item.id)
      const entry = { type: "application_credentials/config_entry", config_entry_id: id }
      yield* answers(
        [remove, entry],
        [
          error(1, "home_assistant_error", "Cannot delete credential in use by integration acme"),
          result(2, { application_credentials_id: item.id })
        ]
      )
      yield* removeAccount(id)
      yield* answers(
        [remove, entry],
        [result(1), error(2, "invalid_config_entry_id", `Config entry not found: ${id}`)]
      )
    })
  ),
  inHost(
    ["test_config_flow_multiple_entries", "of two credentials the user picks one"],
    Effect.gen(function* () {
      yield* add("one")
      yield* add("two")
      const flow = yield* LinkingFlow
      const form = yield* start
      yield* endsAs("pick_implementation")(form)
      const linked = yield* flow.callback(agree(yield* flow.pickImplementation(form.flowId, "acme_two")))
      assert.strictEqual(linked.type === "create_entry" && linked.account.authImplementation, "acme_two")
    })
  ),
  inHost(
    ["test_config_flow_create_delete_credential", "a deleted credential is not offered"],
    Effect.gen(function* () {
      yield* send(create, remove)
      yield* Effect.flatMap(start, endsAs("missing_credentials"))
    })
  ),
  configuredHost(
    [
      "test_config_flow_with_config_credential",
      "an account is linked with the credential of the configuration"
    ],
    Effect.andThen(importClientCredential("acme"), linkAs(yamlName, "acme"))
  ),
  scenario(host({ module: undefined }))(
    [
      "test_import_without_setup",
      "nothing is imported where the component is not set up, and a flow lacks its configuration",
      "There is nothing to set up: an instance has its store from the start. What has no module imports nothing, in place of a `ValueError`; the flow ends the same."
    ],
    Effect.gen(function* () {
      yield* importClientCredential("acme")
      assert.deepStrictEqual(yield* CredentialStore.use(({ list }) => list), [])
      yield* Effect.flatMap(start, endsAs("missing_configuration"))
    })
  ),
  scenario(host({ module: undefined }))(
    [
      "test_websocket_without_platform",
      "an integration without a module takes no credential, and its flow ends"
    ],
    Effect.gen(function* () {
      yield* answers([create], [error(1, "invalid_format", "No application_credentials platform for acme")])
      yield* Effect.flatMap(start, endsAs("missing_configuration"))
    })
  ),
  scenario(host({ module: hollow }))(
    [
      "test_websocket_without_authorization_server",
      "a module with neither hook takes no credential",
      "The refusal is the same. A flow asks for a credential where Home Assistant raises a `ValueError`: no accident of a module reaches whoever started a flow."
    ],
    Effect.gen(function* () {
      const [refused] = yield* send(create)
      assert.deepInclude(refused, { success: false })
      yield* Effect.flatMap(start, endsAs("missing_credentials"))
    })
  ),
  inHost(
    ["test_platform_with_auth_implementation", "a module's own implementation links an account"],
    Effect.andThen(add("some-client-id"), linkAs("some-client-id", item.id))
  ),
  inHost(
    ["test_websocket_integration_list", "the integrations that take credentials are listed"],
    answers(
      [{ type: "application_credentials/config" }],
      [result(1, { domains: ["acme"], integrations: { acme: {} } })]
    )
  ),
  ...[
    "test_websocket_integration_list_with_auth_type",
    "test_websocket_integration_list_with_auth_type_exception"
  ].map((test) =>
    inHost(
      [test, ...authType] satisfies Say,
      answers(
        [{ type: "application_credentials/config" }],
        [result(1, { domains: ["acme"], integrations: { acme: {} } })]
      )
    )
  ),
  inHost(
    ["test_name", "a credential has a name, and gives it to its account"],
    Effect.gen(function* () {
      const named = { ...item, name: "Name" }
      yield* answers([{ ...create, name: "Name" }, list], [result(1, named), result(2, [named])])
      yield* linkAs("Name", item.id)
    })
  ),
  inHost(
    ["test_remove_config_entry_without_app_credentials", "an account without a credential has none to name"],
    Effect.gen(function* () {
      const token = yield* decodeStoredToken({ access_token: "ACCESSTOKEN", expires_in: 60, expires_at: 60 })
      const members = { domain: "acme", title: "Other", authImplementation: "cloud", token }
      const { id } = yield* LinkedAccounts.use((accounts) => accounts.create(members))
      yield* answers([{ type: "application_credentials/config_entry", config_entry_id: id }], [result(1, {})])
    })
  ),
  inHost(
    ["test_websocket_create_strips_whitespace", "white space around id and secret is stripped"],
    answers(
      [{ ...create, client_id: "  some-client-id  ", client_secret: " CLIENTSECRET " }],
      [result(1, item)]
    )
  )
]
