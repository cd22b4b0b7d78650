/** The messages that the WebSocket API sends. */

/**
 * Names what a client is sent. `id` is the number of the command that it belongs to, as the client wrote it.
 *
 * @see homeassistant/components/websocket_api/messages.py
 */
export type ServerMessage =
  | { readonly type: "auth_required" | "auth_ok"; readonly ha_version: string }
  | { readonly type: "auth_invalid"; readonly message: string }
  | { readonly id: unknown; readonly type: "pong" }
  | { readonly id: unknown; readonly type: "event"; readonly event: unknown }
  | { readonly id: unknown; readonly type: "result"; readonly success: true; readonly result: unknown }
  | {
      readonly id: unknown
      readonly type: "result"
      readonly success: false
      readonly error: { readonly code: string; readonly message: string }
    }

/**
 * Makes the answer to a command that succeeded.
 */
export const resultMessage = (id: number, result: unknown = null): ServerMessage => ({
  id,
  type: "result",
  success: true,
  result
})

/**
 * Makes the answer to a command that failed.
 */
export const errorMessage = (id: unknown, code: string, message: string): ServerMessage => ({
  id,
  type: "result",
  success: false,
  error: { code, message }
})

/**
 * Makes an event of a subscription.
 */
export const eventMessage = (id: number, event: unknown): ServerMessage => ({ id, type: "event", event })
