/** Where a host has users sent back to. */
import type { HostInput } from "./Protocol.ts"

/**
 * The redirect URI that a host uses: My Home Assistant's where that is loaded, else the frontend's own.
 *
 * @see homeassistant/helpers/config_entry_oauth2_flow.py, `async_get_redirect_uri`
 */
export const redirectUriOf = (host: HostInput): string =>
  host.components.includes("my")
    ? "https://my.home-assistant.io/redirect/oauth"
    : `${host.frontendBase}/auth/external/callback`
