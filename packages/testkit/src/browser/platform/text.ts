/** What amaro uses of `util`, for browsers. */
const { TextDecoder, TextEncoder } = globalThis

export { TextDecoder, TextEncoder }
