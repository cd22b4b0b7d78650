/** In place of Node's `setImmediate`: a turn of the event loop. */
const { port1, port2 } = new MessageChannel()
const waiting: Array<() => void> = []
port1.onmessage = () => waiting.shift()?.()

/** Calls back in the next turn of the event loop. */
export const setImmediate = (callback: () => void): void => {
  waiting.push(callback)
  port2.postMessage(null)
}
