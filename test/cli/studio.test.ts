import { spawn, type ChildProcess } from "node:child_process";
import { cp, mkdir, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { MNIST_FILES, MNIST_PARTS } from "../../src/data/mnist.ts";
import { temporaryFolder } from "../data/node/temporaryFolder.ts";
import { ROOT } from "../support/sources.ts";
import { build } from "./build.ts";
import { ended, runHere } from "./run.ts";
import { FILES, SECRET, writeSite } from "./studio/openSite.ts";
import { send } from "./studio/request.ts";

describe("backproof studio", () => {
  let main = "";
  beforeAll(async () => {
    main = await build();
  });

  it("prints where it is, serves, and ends with 0 on Ctrl-C, whoever is still connected", async () => {
    const folder = await installed();
    const { child, url, text, end } = await started(folder, ["--port", "0"]);
    expect(text).toBe(`the studio is at ${url}\n`);
    // Neither a connection that is kept nor one that says nothing may hold the process.
    const silent = connect(Number(new URL(url).port), "127.0.0.1");
    silent.on("error", () => undefined);
    expect(await (await fetch(url)).text()).toBe(FILES["index.html"]);
    child.kill("SIGINT");
    expect(await end).toEqual({ code: 0, stdout: text, stderr: "Ctrl-C ends it\n" });
    await expect(fetch(url)).rejects.toThrow();
  });

  it("prints one line of JSON with --json, and takes another port where the usual one is taken", async () => {
    const folder = await installed();
    const first = await started(folder, ["--json"]);
    const second = await started(folder, ["--json"]);
    const [a, b] = [first, second].map(({ text }) => JSON.parse(text) as Record<string, unknown>);
    expect(Object.keys(a!)).toEqual(["event", "url", "host", "port", "mnist"]);
    expect(a).toMatchObject({ event: "listening", host: "127.0.0.1", mnist: null });
    expect(b!["port"]).not.toBe(a!["port"]);
    for (const { child, end } of [first, second]) {
      child.kill("SIGTERM");
      expect(await end).toMatchObject({ code: 0, stderr: "" });
    }
  });

  it("says that a port is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const result = await ended(start(await installed(), ["--port", String(port)]));
    expect(result).toEqual({
      code: 2,
      stdout: "",
      stderr: `backproof: studio: cannot listen on port ${port} of 127.0.0.1: another program does; choose another --port, or 0 for any free one\n`,
    });
  });

  it("warns where others are let in, and answers to this machine's addresses", async () => {
    const { child, url, end } = await started(await installed(), ["--host", "0.0.0.0", "--port", "0"]);
    const port = Number(new URL(url).port);
    const from = (Host: string) => send({ port }, { headers: { Host } });
    expect((await from("192.0.2.7")).status).toBe(200);
    expect((await from("evil.example")).status).toBe(421);
    child.kill("SIGINT");
    expect((await end).stderr).toMatch(/^warning: everyone who can reach 0\.0\.0\.0 .*one thread only\n/);
  });

  it("serves the four files of MNIST under /data/, as they lie in the folder, and none of its other files", async () => {
    const folder = await installed();
    const data = join(folder, "mnist");
    await mkdir(data);
    for (const part of MNIST_PARTS) {
      const { name, download } = MNIST_FILES[part];
      await writeFile(join(data, part === "testLabels" ? name : download), part);
    }
    await writeFile(join(data, "notes.txt"), SECRET);
    const { child, url, end } = await started(folder, ["--port", "0", "--data-dir", data]);
    for (const part of MNIST_PARTS) {
      for (const name of [MNIST_FILES[part].name, MNIST_FILES[part].download]) {
        expect(await (await fetch(`${url}data/${name}`)).text()).toBe(part);
      }
    }
    for (const path of ["data/notes.txt", "data/", "data/../mnist/notes.txt", "mnist/notes.txt"]) {
      expect((await send(new URL(url), { path: `/${path}` })).status).toBe(404);
    }
    child.kill("SIGINT");
    expect(await end).toMatchObject({ code: 0, stdout: `the studio is at ${url}\nMNIST is from ${data}\n` });
  });

  it.each([
    [["--port", "65536"], '--port must be a whole number from 0 to 65535, got "65536"'],
    [["--port", "http"], '--port must be a whole number from 0 to 65535, got "http"'],
    [["--host", ""], '--host must be an address or a name of this machine, such as 0.0.0.0, got ""'],
    [["--host", "http://x/"], "--host must be an address or a name of this machine"],
  ])("refuses %j", async (args, message) => {
    const { code, stdout, stderr } = await runHere(["studio", ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(message);
  });

  it("refuses an address that this machine does not have, and a folder without MNIST", async () => {
    const folder = await installed();
    const elsewhere = await ended(start(folder, ["--host", "192.0.2.1", "--port", "0"]));
    expect(elsewhere).toMatchObject({ code: 2, stdout: "" });
    expect(elsewhere.stderr).toContain("this machine has no such address; choose another --host");
    const empty = await ended(start(folder, ["--data-dir", folder]));
    expect(empty).toMatchObject({ code: 2, stdout: "" });
    expect(empty.stderr).toContain("must hold the four files of MNIST");
  });

  it("says what to do where its pages are not built", async () => {
    const { code, stdout, stderr } = await ended(start(await installed({}), []));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(
      /^backproof: studio: its pages must be in ".*studio\/", but .*; run npm run build\n$/,
    );
  });

  /** The package as npm would install it, with a site in it. */
  async function installed(files = FILES): Promise<string> {
    const folder = await temporaryFolder();
    await cp(dirname(dirname(main)), join(folder, "dist"), { recursive: true });
    await cp(join(ROOT, "package.json"), join(folder, "package.json"));
    await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"), "dir");
    await writeSite(join(folder, "dist/studio"), files);
    return folder;
  }
});

function start(folder: string, args: readonly string[]): ChildProcess {
  // No MNIST but the one that a test names.
  const env = { ...process.env, BACKPROOF_DATA: "", XDG_CACHE_HOME: folder, HOME: folder };
  const child = spawn(process.execPath, [join(folder, "dist/cli/main.js"), "studio", ...args], {
    cwd: folder,
    env,
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function started(folder: string, args: readonly string[]) {
  const child = start(folder, args);
  const end = ended(child);
  let text = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout!.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      resolve();
    });
    void end.then(({ stderr }) => {
      reject(new Error(`it ended: ${stderr}`));
    });
  });
  const url = /http:\/\/[^/]+\//.exec(text)?.[0] ?? "";
  return { child, url, text, end };
}
