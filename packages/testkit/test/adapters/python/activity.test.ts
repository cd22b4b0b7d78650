import { expect, layer } from "@effect/vitest"
import { Effect } from "effect"
import type { Activity } from "../../../src/subject/Protocol.ts"
import { Subject } from "../../../src/subject/Subject.ts"
import { errorOf, implementations, json, make, perform, python, refresh, token, traceOf } from "./python.ts"

const source = implementations(`
import asyncio
import ctypes
import importlib
import os
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import urllib.request
import aiohttp
import requests

here = os.path.dirname(__file__)

def acting(name, act):
    class Acting(AuthImplementation):
        async def async_refresh_token(self, token):
            result = act(self)
            return await result if asyncio.iscoroutine(result) else {}
    globals()[name] = Acting

async def raw(self):
    async with aiohttp.ClientSession() as session:
        async with session.post("https://acme.example/token?secret=1", data={"a": "b"}) as response:
            return await response.json()

async def hosted(self):
    session = async_get_clientsession(self.hass)
    return await (await session.get("https://acme.example/")).json()

async def executed(self):
    return await self.hass.async_add_executor_job(lambda: {"there": pathlib.Path(here, "data.json").read_text()})

def scripted(self):
    return importlib.import_module("js").eval("1")

def known(self):
    return sys.modules["js"]

acting("Opened", lambda self: open("/config/secrets.yaml", "w").close())
acting("Own", executed)
acting("System", lambda self: pathlib.Path("/etc/passwd").exists() and open("/etc/passwd"))
acting("Socket", lambda self: socket.create_connection(("acme.example", 443)))
acting("Subprocess", lambda self: subprocess.run(["ls"]))
acting("Shell", lambda self: os.system("ls"))
acting("Urllib", lambda self: urllib.request.urlopen("https://acme.example/x?secret=1"))
acting("Requests", lambda self: requests.post("https://acme.example"))
acting("Raw", raw)
acting("Hosted", hosted)
acting("Scripted", scripted)
acting("Known", known)
acting("Removed", lambda self: os.remove("/tmp/nothing"))
acting("Native", lambda self: ctypes.CDLL(None).system(b"ls"))
acting("Nothing", lambda self: importlib.import_module("html.parser"))
`)

layer(python(source, { "data.json": "{}" }))("activity of a Python module", (it) => {
  const activityOf = Effect.fnUntraced(function* (name: string) {
    const { outcomes } = yield* perform([make(name), refresh], json(token))
    return { outcome: outcomes[1], activity: traceOf(outcomes[1]).activity }
  })

  const expected: { readonly [name: string]: ReadonlyArray<Activity> } = {
    Opened: [{ kind: "file", what: "open /config/secrets.yaml (w)" }],
    Own: [{ kind: "file", what: "open data.json (r)" }],
    Shell: [{ kind: "process", what: "os.system" }],
    Urllib: [{ kind: "network", what: "urllib GET https://acme.example/x" }],
    Requests: [{ kind: "network", what: "requests.post" }],
    Raw: [{ kind: "network", what: "aiohttp.ClientSession POST https://acme.example/token" }],
    Hosted: [],
    Scripted: [{ kind: "process", what: "import js" }],
    Known: [],
    Removed: [{ kind: "file", what: "remove /tmp/nothing" }],
    Native: [{ kind: "process", what: "ctypes.dlopen" }],
    Nothing: []
  }
  for (const [name, activity] of Object.entries(expected)) {
    it.effect(`is reported: ${name}`, () =>
      Effect.gen(function* () {
        expect((yield* activityOf(name)).activity.slice(0, Math.max(1, activity.length))).toEqual(activity)
      })
    )
  }

  it.effect("is not told of what Python's own libraries do for everybody", () =>
    Effect.gen(function* () {
      const subject = yield* Subject
      expect((yield* subject.load).trace.activity).toEqual([])
    })
  )

  it.effect("is reported for sockets and processes", () =>
    Effect.gen(function* () {
      expect((yield* activityOf("Socket")).activity.map((each) => each.kind)).toContain("network")
      expect((yield* activityOf("Subprocess")).activity.map((each) => each.kind)).toContain("process")
    })
  )

  it.effect("does not reach what runs Python", () =>
    Effect.gen(function* () {
      expect(errorOf((yield* activityOf("Scripted")).outcome).type).toBe("ModuleNotFoundError")
      expect(errorOf((yield* activityOf("Known")).outcome).type).toBe("KeyError")
    })
  )
})
