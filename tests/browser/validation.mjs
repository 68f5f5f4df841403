// Opens a validation report as an examiner does: node validation.mjs CHROMIUM REPORT
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { openPage } from "./browser.mjs";

const [, , program, report] = process.argv;
const page = await openPage(program, pathToFileURL(report).href);
const { evaluate } = page;
const count = (selector) => evaluate(`document.querySelectorAll(${JSON.stringify(selector)}).length`);
try {
  assert.equal(await evaluate("document.title"), "Model validation");
  assert.equal(await count("script"), 0);
  assert.equal(await count(".population"), 2);

  // With the keyboard alone: every part is reached, and each link leads to one.
  const links = await count("nav a");
  for (let at = 0; at < links; at++) {
    await page.tab();
    assert.equal(await evaluate("[...document.querySelectorAll('nav a')].indexOf(document.activeElement)"), at);
    assert.ok(await evaluate("document.querySelector(document.activeElement.hash) !== null"));
  }
  const last = await evaluate("document.activeElement.hash");
  await page.enter();
  assert.equal(await evaluate("location.hash"), last);

  // Every column says what it is, every picture what it shows, and both axes what they measure.
  const unnamed = "[...document.querySelectorAll('thead th')].filter((th) => th.textContent === '').length";
  assert.equal(await evaluate(unnamed), 0);
  const silent = "[...document.querySelectorAll('svg')].filter((s) => !s.hasAttribute('aria-label') && !s.hasAttribute('aria-hidden')).length";
  assert.equal(await evaluate(silent), 0);
  const axes = await evaluate("document.querySelector('.square svg').textContent");
  assert.ok(axes.includes("mean confidence") && axes.includes("share that is right"), axes);

  // Nothing is wider than the page.
  for (const width of [1280, 360]) {
    await page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: width < 500 });
    assert.ok((await evaluate("document.documentElement.scrollWidth")) <= width, `too wide for ${width}`);
  }

  // Dark is dark, and it can be printed.
  await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
  const ground = await evaluate("getComputedStyle(document.documentElement).backgroundColor");
  assert.ok(ground.match(/\d+/g).every((part) => Number(part) < 60), ground);
  const { data } = await page.send("Page.printToPDF", { printBackground: true });
  assert.ok(data.length > 10_000);

  // Nothing was loaded but the file, and nothing went wrong.
  assert.deepEqual(page.requests, [pathToFileURL(report).href]);
  assert.deepEqual(page.errors, []);
} finally {
  await page.close();
}
