import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Queue } from "../../src/core/Queue.ts"
import { dequeue, emptyQueue, enqueue, first, queueOf, valuesOf } from "../../src/core/Queue.ts"

describe("a queue", () => {
  it("is what a list is that grows at its end and shrinks at its start", () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat())), (commands) => {
        let queue: Queue<number> = emptyQueue
        let list: ReadonlyArray<number> = []
        for (const command of commands) {
          queue = command === null ? dequeue(queue) : enqueue(queue, command)
          list = command === null ? list.slice(1) : [...list, command]
          expect([...valuesOf(queue)]).toEqual(list)
          expect(queue.size).toBe(list.length)
          expect(first(queue)).toBe(list[0])
        }
        expect([...valuesOf(queueOf(list))]).toEqual(list)
      })
    )
  })

  it("leaves the queue that it was made of as it was", () => {
    const before = queueOf([1, 2, 3])
    dequeue(enqueue(before, 4))
    expect([...valuesOf(before)]).toEqual([1, 2, 3])
  })
})
