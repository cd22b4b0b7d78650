/** Notices where a module replaces what the host's code around it uses too, and puts it back. */
import type { RecordActivity } from "./guard.ts"

const watched: ReadonlyArray<readonly [name: string, object]> = [
  ["JSON", JSON],
  ["Reflect", Reflect],
  ["Object", Object],
  ["Object.prototype", Object.prototype],
  ["Function.prototype", Function.prototype],
  ["Array.prototype", Array.prototype],
  ["String.prototype", String.prototype],
  ["Map.prototype", Map.prototype],
  ["Set.prototype", Set.prototype],
  ["Promise", Promise],
  ["Promise.prototype", Promise.prototype]
]

const { defineProperty, getOwnPropertyDescriptor } = Object
const { deleteProperty, ownKeys } = Reflect

/**
 * Makes what looks, now and again, whether all is as it was. What was replaced is recorded and put back, and so is what
 * was added to `Object.prototype`, which every value has.
 */
export const watchIntrinsics = (record: RecordActivity): (() => void) => {
  const before = watched.flatMap(([name, object]) =>
    ownKeys(object).flatMap((key) => {
      const descriptor = getOwnPropertyDescriptor(object, key)
      return descriptor === undefined || !("value" in descriptor) ? [] : [{ name, object, key, descriptor }]
    })
  )
  const known = ownKeys(Object.prototype)
  return () => {
    for (let index = 0; index < before.length; index++) {
      const entry = before[index]
      if (entry === undefined || Reflect.get(entry.object, entry.key) === entry.descriptor.value) continue
      defineProperty(entry.object, entry.key, entry.descriptor)
      record("process", `replace ${entry.name}.${String(entry.key)}`)
    }
    const now = ownKeys(Object.prototype)
    if (now.length === known.length) return
    for (const key of now) {
      if (known.includes(key)) continue
      deleteProperty(Object.prototype, key)
      record("process", `add Object.prototype.${String(key)}`)
    }
  }
}
