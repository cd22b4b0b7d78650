/**
 * Attempts of a module to get out of where it runs, as JavaScript: each is the body of an asynchronous function that
 * returns what it got, or throws. Both languages try them, a Python module by way of the JavaScript that it finds in its
 * memory. They are given `node(id)`, a built-in module; `raw(id)`, one of Node's internal bindings; `at`, a folder with
 * `secret.txt` in it; and `integration`, the integration's own folder.
 */

/**
 * An attempt, and the activity that it is reported as. What awaits something only a TypeScript module can try: nothing that Python
 * starts past itself continues between its scripts.
 */
export interface Attempt {
  readonly code: string
  readonly kind: "file" | "network" | "process"
  /** A TypeScript module was refused it without a jail, too. */
  readonly only?: "python"
  /** A built-in module that not every version of Node has. */
  readonly needs?: string
}

const file = (code: string): Attempt => ({ code, kind: "file" })
const network = (code: string): Attempt => ({ code, kind: "network" })
const processes = (code: string): Attempt => ({ code, kind: "process" })

/** Attempts by name. */
export const attempts: { readonly [name: string]: Attempt } = {
  "reads a file": file('return node("fs").readFileSync(at + "/secret.txt", "utf8")'),
  "reads a file by a promise": file('return await node("fs/promises").readFile(at + "/secret.txt", "utf8")'),
  "reads a file by a stream": file(
    'let text = ""; for await (const part of node("fs").createReadStream(at + "/secret.txt")) text += part; return text'
  ),
  "reads a file by a descriptor": file(
    'const fs = node("fs"); const fd = fs.openSync(at + "/secret.txt"); return fs.readFileSync(fd, "utf8")'
  ),
  "reads a file as a blob": file('return await (await node("fs").openAsBlob(at + "/secret.txt")).text()'),
  "reads by a link in its folder": file('return node("fs").readFileSync(integration + "/link.txt", "utf8")'),
  "reads by a link to a folder": file(
    'return node("fs").readFileSync(integration + "/folder/secret.txt", "utf8")'
  ),
  "reads its own environment": file(
    'return node("fs").readFileSync("/proc/self/environ", "latin1").length > 0 && "read"'
  ),
  "reads the judge's environment": file(
    'return node("fs").readFileSync("/proc/" + process.ppid + "/environ", "latin1").length >= 0 && "read"'
  ),
  "reads its own memory": file('return String(node("fs").openSync("/proc/self/mem", "r"))'),
  "reads the processes": file(
    'return node("fs").readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name))[0]'
  ),
  "lists a folder": file('return node("fs").readdirSync(at).join()'),
  "opens a folder": file('return node("fs").opendirSync(at).readSync().name'),
  "finds files": file('return node("fs").globSync(at + "/*").join()'),
  "asks for a file's size": file('return String(node("fs").statSync(at + "/secret.txt").size)'),
  "asks where a link leads": file('return node("fs").realpathSync(at + "/secret.txt")'),
  "watches a folder": file('const watcher = node("fs").watch(at); watcher.close(); return "watched"'),
  "writes a file": file('node("fs").writeFileSync(at + "/new.txt", "x"); return "written"'),
  "writes into its own folder": file(
    'node("fs").writeFileSync(integration + "/new.txt", "x"); return "written"'
  ),
  "appends to a file": file('node("fs").appendFileSync(at + "/log.txt", "x"); return "written"'),
  "makes a folder": file('node("fs").mkdirSync(at + "/made" + Math.random()); return "made"'),
  "makes a temporary folder": file('return node("fs").mkdtempSync(node("os").tmpdir() + "/jail-")'),
  "makes a link": file('node("fs").symlinkSync("/etc", at + "/link" + Math.random()); return "linked"'),
  "makes a hard link": file(
    'node("fs").linkSync(at + "/secret.txt", at + "/hard" + Math.random()); return "linked"'
  ),
  "copies a file": file('node("fs").cpSync(at + "/secret.txt", at + "/copy.txt"); return "copied"'),
  "renames a file": file('node("fs").renameSync(at + "/renamed.txt", at + "/renamed.txt"); return "renamed"'),
  "changes a file's mode": file('node("fs").chmodSync(at + "/secret.txt", 0o666); return "changed"'),
  "changes a file's times": file('node("fs").utimesSync(at + "/secret.txt", 1, 1); return "changed"'),
  "cuts a file": file('node("fs").truncateSync(at + "/cut.txt", 0); return "cut"'),
  "removes a file": file('node("fs").rmSync(at + "/removed.txt", { force: true }); return "removed"'),
  "opens a database": file(
    'return String(new (node("sqlite").DatabaseSync)(at + "/data.sqlite").prepare("select 7 as x").get().x)'
  ),
  "fills the disk": file(
    'const fs = node("fs"); const fd = fs.openSync(at + "/large", "w"); fs.ftruncateSync(fd, 2 ** 30); return "filled"'
  ),
  "writes to the terminal": file('node("fs").writeSync(2, ""); return "written"'),
  "reads what its process was started with": file('return String(node("fs").fstatSync(1).mode)'),
  "reads a file by an internal binding": processes('return Object.keys(raw("fs")).length > 9 && "bound"'),
  "starts a process by an internal binding": processes(
    'return raw("spawn_sync").spawn({ file: "/bin/echo", args: ["echo", "out"], stdio: [{ type: "pipe", readable: false, writable: true }, { type: "pipe", readable: false, writable: true }] }).status === 0 && "ran"'
  ),
  "connects by an internal binding": processes(
    'return new (raw("tcp_wrap").TCP)(0).fd !== undefined && "made"'
  ),
  "uses another internal binding": processes('return Object.keys(raw("pipe_wrap")).join()'),
  "makes a UDP socket": network(
    'const socket = node("dgram").createSocket("udp4"); const handle = socket[Object.getOwnPropertySymbols(socket).find((key) => String(key).includes("state"))].handle; const bound = handle.bind("127.0.0.1", 0, 0); socket.close(); return bound === 0 && "bound"'
  ),
  "opens a port by an internal function": network(
    'const handle = node("net")._createServerHandle("127.0.0.1", 0, 4); handle.close(); return "opened"'
  ),
  "opens a port by an internal method": network(
    'const server = new (node("net").Server)(); const address = await new Promise((resolve, reject) => { server.on("listening", () => resolve(server.address())); server.on("error", reject); server._listen2("127.0.0.1", 0, 4, 511) }); server.close(); return "opened " + address.port'
  ),
  "asks a name server": network(
    'const resolver = new (node("dns").Resolver)({ timeout: 50, tries: 1 }); resolver.setServers(["127.0.0.1:9"]); return await new Promise((resolve) => resolver.resolve4("example.org", (error) => resolve("asked")))'
  ),
  "asks for network interfaces": network('return Object.keys(node("os").networkInterfaces()).join()'),
  "changes V8's flags": processes(
    'node("v8").setFlagsFromString("--allow-natives-syntax"); return "changed"'
  ),
  "keeps compiled code on disk": processes(
    'const { message, status } = node("module").enableCompileCache(at + "/cache"); return status !== 0 && !message && "kept"'
  ),
  "opens the inspector": processes(
    'const session = new (node("inspector").Session)(); session.connect(); session.disconnect(); return "connected"'
  ),
  "starts WASI": processes(
    'return typeof new (node("wasi").WASI)({ version: "preview1", preopens: { "/": "/" } }).wasiImport === "object" && "made"'
  ),
  "calls the machine's own libraries": {
    ...processes(
      'return "process " + node("ffi").dlopen(null, { getpid: { return: "i32", arguments: [] } }).functions.getpid()'
    ),
    needs: "node:ffi"
  },
  "loads an addon": processes(
    'try { process.dlopen({ exports: {} }, at + "/addon.node") } catch (error) { if (error.code !== "ERR_DLOPEN_FAILED") throw error; return "loaded" }'
  ),
  "changes the judge's priority": processes(
    'const os = node("os"); os.setPriority(process.ppid, os.getPriority(process.ppid)); return "changed"'
  ),
  "signals by an internal function": processes('return process._kill(process.pid, 0) === 0 && "signalled"'),
  "asks Node for a report": processes("return process.report.getReport().header.nodejsVersion"),
  "loads hooks in a thread": processes(
    'node("module").register("data:text/javascript,"); return "registered"'
  ),
  "replaces what all values have": processes(
    'Object.prototype.toJSON = function () { return 7 }; const got = JSON.stringify({}); delete Object.prototype.toJSON; if (got === "7") Object.prototype.left = 1; return isJailed ? null : got'
  ),
  "starts a process": {
    ...processes('return node("child_process").spawnSync("/bin/echo", ["out"]).status === 0 && "ran"'),
    only: "python"
  },
  "starts a process by a shell": {
    ...processes('return node("child_process").execSync("echo out", { encoding: "utf8" })'),
    only: "python"
  },
  "starts a worker without options": {
    ...processes(
      'const worker = new (node("worker_threads").Worker)("1", { eval: true, execArgv: [], env: {} }); worker.unref(); return "started"'
    ),
    only: "python"
  },
  connects: {
    ...network(
      'const socket = node("net").connect(9, "127.0.0.1"); socket.on("error", () => undefined); socket.unref(); return socket.connecting && "connecting"'
    ),
    only: "python"
  },
  listens: {
    ...network(
      'const server = node("net").createServer(); server.listen(0, "127.0.0.1"); server.unref(); return "listening"'
    ),
    only: "python"
  },
  "looks a name up": {
    ...network('return typeof node("dns").lookup("localhost", () => undefined) === "object" && "asked"'),
    only: "python"
  },
  fetches: {
    ...network('fetch("http://127.0.0.1:9/").catch(() => undefined); return "asked"'),
    only: "python"
  },
  "makes a function of a text": {
    ...processes('return new Function("return 7")() === 7 && "made"'),
    only: "python"
  }
}
