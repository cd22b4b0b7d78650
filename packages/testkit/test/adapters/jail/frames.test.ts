import * as fc from "fast-check"
import { assert, describe, it } from "vitest"
import { readChildMessage } from "../../../src/adapters/jail/childMessages.ts"
import { type Frame, frameKinds, makeFrameReader, secretBytes } from "../../../src/adapters/jail/frames.ts"

const secret = Buffer.alloc(secretBytes, 7)
const most = { messageBytes: 1000, snapshotBytes: 2000 }

const frameOf = (kind: number, number: number, body = Buffer.alloc(0), by: Buffer = secret): Buffer => {
  const header = Buffer.alloc(5)
  header.writeUInt8(kind)
  header.writeUInt32LE(number, 1)
  return Buffer.concat([by, header, body])
}

const written = (frame: Frame): Buffer => {
  switch (frame._tag) {
    case "Began":
      return frameOf(frameKinds.began, frame.step + 1)
    case "Message":
      return frameOf(frameKinds.message, frame.body.length, Buffer.from(frame.body))
    case "Memory":
      return frameOf(frameKinds.memory, frame.body.length, Buffer.from(frame.body))
    case "Broken":
      throw new Error("nobody writes this")
  }
}

const body = fc.uint8Array({ maxLength: 100 })
const frame: fc.Arbitrary<Frame> = fc.oneof(
  fc.record({ _tag: fc.constant("Began" as const), step: fc.integer({ min: -1, max: 1000 }) }),
  fc.record({ _tag: fc.constant("Message" as const), body }),
  fc.record({ _tag: fc.constant("Memory" as const), body })
)

/** Reads bytes in pieces that are as long as given. */
const readIn = (bytes: Buffer, lengths: ReadonlyArray<number>): ReadonlyArray<Frame> => {
  const read = makeFrameReader(secret, most)
  const frames: Array<Frame> = []
  let rest = bytes
  for (const length of [...lengths, bytes.length]) {
    frames.push(...read(rest.subarray(0, length)))
    rest = rest.subarray(length)
  }
  return frames
}

const plain = (frames: ReadonlyArray<Frame>) =>
  frames.map((frame) => ("body" in frame ? { ...frame, body: [...frame.body] } : frame))

describe("the frames of a jailed process", () => {
  it("are read as they were written, whatever the pieces they come in", () => {
    fc.assert(
      fc.property(fc.array(frame), fc.array(fc.integer({ min: 1, max: 60 })), (frames, lengths) => {
        const bytes = Buffer.concat(frames.map(written))
        assert.deepStrictEqual(plain(readIn(bytes, lengths)), plain(frames))
      })
    )
  })

  it("are never believed without the secret, and nothing after is", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 40, maxLength: 200 }), frame, (junk, next) => {
        fc.pre(!Buffer.from(junk).subarray(0, secretBytes).equals(secret))
        const frames = readIn(Buffer.concat([junk, written(next), written(next)]), [10])
        assert.deepStrictEqual(frames, [{ _tag: "Broken", problem: "wrote to the channel of its process" }])
      })
    )
  })

  it("are refused by their length, before they are there", () => {
    const large = readIn(frameOf(frameKinds.message, 1001), [])
    assert.deepStrictEqual(
      large.map(({ _tag }) => _tag),
      ["Broken"]
    )
    assert.deepStrictEqual(readIn(frameOf(frameKinds.memory, 1001), []), [])
  })
})

describe("the messages of a jailed process", () => {
  const read = (value: unknown) => readChildMessage(JSON.stringify(value))
  const trace = { logs: [], activity: [], standIns: [] }
  const performed = (value: unknown) => ({
    _tag: "performed",
    id: 1,
    outcomes: [{ _tag: "returned", value, trace }]
  })

  it("are read by their form", () => {
    assert.deepStrictEqual(read(performed({ a: [1, null] })), performed({ a: [1, null] }) as never)
    assert.deepStrictEqual(read({ _tag: "ready" }), { _tag: "ready" })
  })

  it.each([
    ["another message", { message: "verdict", verdict: "pass" }],
    ["an outcome that there is not", { _tag: "performed", id: 1, outcomes: [{ _tag: "passed" }] }],
    ["no outcomes", { _tag: "performed", id: 1 }],
    ["a number that is none", { _tag: "performed", id: -1, outcomes: [] }],
    ["an activity that there is not", performed(1).outcomes.map(() => ({ kind: "prank" }))]
  ])("are nothing where they are %s", (_, value) => {
    assert.isNull(read(value))
  })

  it("are nothing where they are no JSON, or lists in lists without end", () => {
    assert.isNull(readChildMessage("{"))
    const nested = "[".repeat(50_000) + "]".repeat(50_000)
    const text = JSON.stringify(performed(null)).replace('"value":null', `"value":${nested}`)
    assert.isNull(readChildMessage(text))
  })
})
