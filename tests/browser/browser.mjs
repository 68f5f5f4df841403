// Drives a headless Chromium over its own pipe, so that no package is needed beside Node.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export async function openPage(program, url) {
  const profile = mkdtempSync(join(tmpdir(), "namewatch-browser-"));
  const chromium = spawn(
    program,
    ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
      "--remote-debugging-pipe", `--user-data-dir=${profile}`, "about:blank"],
    { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
  );
  const [, , , input, output] = chromium.stdio;
  const waiting = new Map();
  const listeners = [];
  let received = Buffer.alloc(0);
  output.on("data", (chunk) => {
    received = Buffer.concat([received, chunk]);
    for (let end = received.indexOf(0); end >= 0; end = received.indexOf(0)) {
      const message = JSON.parse(received.subarray(0, end).toString());
      received = received.subarray(end + 1);
      waiting.get(message.id)?.(message);
      waiting.delete(message.id);
      for (const listener of listeners) listener(message);
    }
  });
  let last = 0;
  let sessionId;
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      const id = ++last;
      waiting.set(id, ({ result, error }) => (error ? reject(new Error(`${method}: ${error.message}`)) : resolve(result)));
      input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });

  const { targetInfos } = await send("Target.getTargets");
  const { targetId } = targetInfos.find(({ type }) => type === "page");
  ({ sessionId } = await send("Target.attachToTarget", { targetId, flatten: true }));
  const requests = [];
  const errors = [];
  let loaded;
  const isLoaded = new Promise((resolve) => (loaded = resolve));
  listeners.push(({ method, params }) => {
    if (method === "Network.requestWillBeSent") requests.push(params.request.url);
    if (method === "Runtime.exceptionThrown") errors.push(params.exceptionDetails.text);
    if (method === "Log.entryAdded" && params.entry.level === "error") errors.push(params.entry.text);
    if (method === "Page.loadEventFired") loaded();
  });
  for (const domain of ["Page", "Network", "Runtime", "Log"]) await send(`${domain}.enable`);
  await send("Page.navigate", { url });
  await isLoaded;

  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await send("Runtime.evaluate", { expression, returnByValue: true, awaitPromise: true });
    if (exceptionDetails) throw new Error(`${expression}: ${exceptionDetails.exception?.description}`);
    return result.value;
  };
  const press = async (key, code, text) => {
    await send("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, windowsVirtualKeyCode: code, text });
    await send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: code });
  };
  return {
    send, evaluate, requests, errors,
    tab: () => press("Tab", 9),
    enter: () => press("Enter", 13, "\r"),
    press: (letter) => press(letter, letter.toUpperCase().charCodeAt(0), letter),
    type: (text) => send("Input.insertText", { text }),
    close: async () => {
      await send("Browser.close").catch(() => {});
      await new Promise((resolve) => (chromium.exitCode === null ? chromium.on("exit", resolve) : resolve()));
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
