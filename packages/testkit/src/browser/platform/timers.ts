/** In place of `node:timers` and `node:timers/promises`, of which a browser has nothing to replace. */
export default {}
