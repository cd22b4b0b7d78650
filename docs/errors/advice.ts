/** What to do about each error. `errors.test.ts` fails while a new error has no line here. */

/** What to do, and an example of a message where the source composes it of parts. */
export interface Advice {
  readonly todo: string
  readonly message?: string
}

/** The advice, by package and tag. */
export const advice: Readonly<Record<string, Readonly<Record<string, Advice>>>> = {
  sdk: {
    Aborted: {
      todo: "Nothing: you never see it. `LinkingFlow` gives an `abort` result with the same `reason`.",
      message: ""
    },
    AccessTokenInvalid: { todo: "Answer 401, and let the client sign in again." },
    AccountAlreadyLinked: {
      todo: "Tell the user that the account is there already. To link it anew, start a flow with source `reauth`."
    },
    AccountNotFound: { todo: "Read the list of accounts again: somebody removed this one." },
    AccountUnidentified: {
      todo: "Fix the integration's `identify`: it failed, or gave no id. Nothing was linked, so the user can start again."
    },
    AuthorizationHookMissing: {
      todo: "Export `getAuthorizationServer` or `getAuthImplementation` from the module."
    },
    AuthorizationRejected: {
      todo: "With `access_denied` the user said no: offer to start again. With any other code check the scopes and the client's settings at the provider."
    },
    AuthorizationServerInvalid: {
      todo: "Correct the URL in the module: absolute, https, without fragment, user name or password.",
      message: "The token URL of acme is not https. Give an https URL: http is for loopback addresses only."
    },
    AuthorizationUrlUnavailable: {
      todo: "Read `message`: it names what the implementation lacks. Link with a credential of your own if the cloud does not offer the integration."
    },
    CallbackIncomplete: {
      todo: "Start again. If it happens every time, the provider or a proxy drops parts of the callback's query."
    },
    CommandFailed: {
      todo: "Show `message` to the user: it is what the WebSocket client receives, with `code`."
    },
    CredentialInUse: {
      todo: "Remove the account that was linked with the credential, then delete the credential."
    },
    CredentialInvalid: {
      todo: "Enter the client id that the provider shows, or name an integration that has application credentials.",
      message: "The client id is empty. Enter the one that the provider shows."
    },
    CredentialNotFound: { todo: "Read the list of credentials again: somebody deleted this one." },
    CredentialUnavailable: { todo: "Ask the user for a client id and secret, or try again later." },
    DecryptionFailed: {
      todo: "Configure the key that the record was encrypted with, or restore the record from a backup."
    },
    DestinationNotAllowed: {
      todo: "Name the host when you make the session's client, and use https.",
      message: "Nothing was sent to http://api.acme.test: the token would go over an unencrypted connection."
    },
    DeviceAuthorizationFailed: {
      todo: "`unavailable`: try again later. `refused`: enable the device flow for your client at the provider. `unusable`: check the URL."
    },
    Disconnected: {
      todo: "Connect again. If `message` names a limit, send less at a time and read what comes."
    },
    EncryptionKeyMissing: {
      todo: "Add the old key to the encryption keys, after the new one, until everything is encrypted again."
    },
    EncryptionKeysInvalid: {
      todo: "Correct the configured keys as `message` says: 32 bytes each, in base64, with an id of their own.",
      message: "The key k1 has 16 bytes. Give 32, in base64."
    },
    FlowNotPending: { todo: "Start linking again, or continue from the step that the flow is at." },
    ImplementationFailed: {
      todo: "Fix the module: `method` names the call that failed, `reason` how. Accounts that are linked stay as they are."
    },
    ImplementationUnavailable: { todo: "Try again later. Do not remove the account." },
    ImplementationUnknown: {
      todo: "Start again, and choose one of the implementations that the flow offers."
    },
    IssuerMismatch: {
      todo: "Start again. If it happens every time, the module names a server that is not the provider's."
    },
    ModuleHookFailed: {
      todo: "Fix the hook that `hook` names: it failed, or returned something else than the contract says.",
      message: "getAuthorizationServer of acme gave no AuthorizationServer."
    },
    NoResponse: {
      todo: "You see it as `TokenEndpointUnavailable` or another error of the call that was made.",
      message: "connection"
    },
    NoUrlAvailable: { todo: "Set the host's external or internal URL, or turn on My Home Assistant." },
    PanelNotBuilt: { todo: "Install the package again. In a checkout: `npm run build`." },
    ReauthenticationRequired: {
      todo: "Ask the user to link the account again. Do not try the same token again."
    },
    RequestFailed: {
      todo: "Show `body.message`: it is what the HTTP client receives, with `status`.",
      message: "Message format incorrect: expected a string at client_id"
    },
    ResponseTooLarge: {
      todo: "Check the URL: no token response is this long. You see it as `TokenResponseUnusable` with `tooLarge`.",
      message: "200"
    },
    ScopesMissing: { todo: "Ask the user to start again and to allow everything on the provider's page." },
    ServerMetadataInvalid: {
      todo: "Check the issuer in the module. If the provider publishes no metadata, write its endpoints into the module."
    },
    ServerMetadataUnavailable: { todo: "Try again later." },
    StateExpired: { todo: "Start linking again." },
    StateForged: { todo: "Check that My Home Assistant points to this instance. Then start again." },
    StateMismatch: {
      todo: "Start again in this browser. Do not follow a callback link that somebody sent you."
    },
    StateMissing: {
      todo: "Start linking again. If it happens every time, the provider drops `state`, and cannot be used safely."
    },
    StateReplayed: { todo: "Look whether the account is linked already. If it is not, start again." },
    StorageInUse: { todo: "Stop the other process, or give this one another folder." },
    StorageUnavailable: { todo: "Look at the disk or the database, then try again." },
    StorageUnreadable: {
      todo: "Repair the file or record that `location` names, or restore it from a backup. Nothing writes over it meanwhile."
    },
    StoredTokenInvalid: { todo: "Ask the user to link the account again." },
    TokenDeliveryFailed: {
      todo: "Start again. `reason` says whether the user, the server or the time was the cause."
    },
    TokenEndpointRedirected: { todo: "Write the URL that the endpoint redirects to into the module." },
    TokenEndpointUnavailable: {
      todo: "Try again with the same token, after `retryAfter` seconds if there are any. Never repeat a code."
    },
    TokenResponseUnusable: {
      todo: "Check the token URL. If the provider nests its tokens, unwrap them in the module."
    },
    TokenRevocationFailed: {
      todo: "Try again later, or let the user remove the access in the account's settings at the provider."
    },
    TookTooLong: { todo: "You see it as `ImplementationFailed` or `ModuleHookFailed` with `timeout`." }
  },
  "mock-provider": {
    CannotListen: {
      todo: "Take a free port (`0` finds one), or correct `url`, certificate and key as `message` says."
    },
    CannotStart: {
      todo: "Correct the option or the file that `message` names. The command's exit code is 2."
    },
    ForeignRequest: {
      todo: "Call the control API from your tests, not from a page, and by the host it listens at."
    },
    InvalidConfig: {
      todo: "Correct the members that `message` names. Editors complete and check the file by its JSON schema."
    },
    InvalidFaultPlan: { todo: "Correct the members that `message` names." },
    InvalidProviderOptions: {
      todo: "Correct the option that `message` names.",
      message: "The client app has no redirect URI. Give it at least one."
    },
    InvalidRequest: {
      todo: "Correct the request as `message` says. `control.openapi.json` describes all of them."
    },
    NotFound: { todo: "Read the list of what waits again: it is decided, or has expired." },
    NotJson: { todo: "Send `content-type: application/json`." },
    SameUrl: {
      todo: "Give each provider an issuer of its own.",
      message: "Two providers answer at https://accounts.example.com/token. Give each an issuer of its own."
    }
  },
  testkit: {
    BrowserCheckFailed: {
      todo: "Correct the option that `message` names. Otherwise see that the page may start workers, and fetch them and Pyodide: its content security policy needs `worker-src blob:`, and `script-src` with `blob:` and `'wasm-unsafe-eval'`.",
      message: "The check could not run in this browser: a worker could not be loaded."
    },
    CannotBeChecked: {
      todo: "Give a folder that holds an integration, or correct the file at the line that `message` names."
    },
    CannotCheck: { todo: "Correct the option that `message` names. The exit code is 2." },
    DoesNotConform: {
      todo: "Read the report: it lists what failed, and how to fix it. The exit code is 1.",
      message: ""
    },
    Inconclusive: {
      todo: "Install what is missing, or judge the rule by reading the code. It is neither a pass nor a failure."
    },
    InvalidFile: {
      todo: "Correct the configuration or the baseline at the place that `message` names. The exit code is 2."
    },
    NotHad: {
      todo: "Install the package yourself and name its folder with `--packages`. The report says it beside what is inconclusive then."
    },
    PackagesUnavailable: {
      todo: "Give `--packages` a folder that Python packages are installed in, such as the `site-packages` of a virtual environment."
    },
    IsolationUnavailable: {
      todo: "Install bubblewrap, or take `--isolation process`.",
      message:
        "--isolation os does not work here: bwrap is not installed. Use --isolation process, which needs Node alone."
    },
    ModuleNotLoaded: {
      todo: "Import the module by hand: it fails there with the same message.",
      message: "ImportError: cannot import name 'OAUTH2_TOKEN' from 'acme.const'"
    },
    NotApplicable: { todo: "Nothing: the rule has nothing to judge in this module." },
    SubjectGone: {
      todo: "Look for an endless loop or a call that ends the process, in what `during` names."
    },
    Violated: { todo: "Fix the module. The report shows the input with which the rule broke." }
  }
}
