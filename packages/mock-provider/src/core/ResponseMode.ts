/** How a callback comes back to its client. */

/**
 * Lists the ways by which parameters come back to the client: in the query or the fragment of its URL, or in a form that
 * the browser posts.
 *
 * @see https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes
 * @see https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html#FormPostResponseMode
 */
export const responseModes = ["query", "fragment", "form_post"] as const

/**
 * Names a way by which parameters come back to the client.
 *
 * @category models
 * @since 0.1.0
 */
export type ResponseMode = (typeof responseModes)[number]
