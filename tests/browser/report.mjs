// Opens a report as an analyst does: node report.mjs CHROMIUM REPORT TITLE
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { openPage, pause } from "./browser.mjs";

const [, , program, report, title] = process.argv;
const page = await openPage(program, pathToFileURL(report).href);
const { evaluate } = page;
try {
  const all = await evaluate("document.querySelectorAll('.alert').length");
  assert.ok(all > 2, `${all} alerts`);
  assert.equal(await evaluate("document.title"), title);
  const isOfDocuments = title === "Screening report";

  // Sorted by confidence.
  const confidences = await evaluate("[...document.querySelectorAll('.alert details')].map((d) => Number(d.dataset.confidence))");
  assert.deepEqual(confidences, [...confidences].sort((a, b) => b - a));

  // With the keyboard alone: to the first alert's reasons, and open them.
  let steps = 0;
  while (!(await evaluate("document.activeElement.matches('.alert summary')"))) {
    await page.tab();
    assert.ok(++steps < 40, "no alert is reached with the Tab key");
  }
  assert.equal(await evaluate("document.querySelectorAll('.body').length"), 0);
  await page.enter();
  await pause(100);
  assert.equal(await evaluate("document.querySelectorAll('.body').length"), 1);
  assert.ok((await evaluate("document.querySelectorAll('.body .reasons tbody tr').length")) > 2);
  assert.equal(await evaluate("document.querySelector('.body > :last-child .record dt').textContent"), "name");

  // What is said of the document, and ids that a click chooses whole.
  if (isOfDocuments) {
    const titles = "[...document.querySelectorAll('.where .title')].map((t) => t.textContent)";
    assert.ok((await evaluate(titles)).includes("A visit"), await evaluate(titles));
    const command = "[...document.querySelectorAll('.copyable code')].at(-2).textContent";
    assert.match(await evaluate(command), /^namewatch decisions add .* --entity 'starter:.*' --matched '.+' --document '.+' --why ''/);
  }
  assert.equal(await evaluate("getComputedStyle(document.querySelector('.what code')).userSelect"), "all");

  // From alert to alert by letters; what is typed into a field moves nothing.
  const at = "[...document.querySelectorAll('.alert > details > summary')].indexOf(document.activeElement)";
  assert.equal(await evaluate(at), 0);
  for (const [letter, expected] of [["j", 1], ["j", 2], ["k", 1]]) {
    await page.press(letter);
    assert.equal(await evaluate(at), expected);
  }
  const top = "document.activeElement.closest('.alert').getBoundingClientRect().top - document.querySelector('.filter').getBoundingClientRect().bottom";
  assert.ok((await evaluate(top)) >= 0, "the filter hides the alert");
  await page.press("/");
  assert.equal(await evaluate("document.activeElement.id"), "words");
  await page.type("jk");
  assert.equal(await evaluate("document.activeElement.value"), "jk");
  await evaluate("document.querySelector('button[type=reset]').click()");
  await pause(100);

  // Search, then a filter; the count is told.
  await evaluate("document.getElementById('words').focus()");
  await page.type("putin");
  await pause(400);
  const shown = "[...document.querySelectorAll('.alert')].filter((a) => !a.hidden).length";
  const found = await evaluate(shown);
  assert.ok(found > 0 && found < all, `${found} of ${all}`);
  assert.equal(await evaluate("document.getElementById('count').value"), `${found} of ${all} alerts`);
  await evaluate("document.querySelector('button[type=reset]').click()");
  await pause(100);
  assert.equal(await evaluate(shown), all);
  await evaluate("(() => { const f = document.getElementById('from'); f.value = '0.9'; f.dispatchEvent(new Event('input', { bubbles: true })); })()");
  await pause(400);
  assert.equal(await evaluate(shown), confidences.filter((confidence) => confidence >= 0.9).length);
  await evaluate("document.querySelector('button[type=reset]').click()");
  await pause(100);

  // Every control has a name, and nothing is wider than the page.
  const unnamed = "[...document.querySelectorAll('input, select')].filter((e) => e.labels.length === 0).length";
  assert.equal(await evaluate(unnamed), 0);
  for (const width of [1280, 360]) {
    await page.send("Emulation.setDeviceMetricsOverride", { width, height: 800, deviceScaleFactor: 1, mobile: width < 500 });
    assert.ok((await evaluate("document.documentElement.scrollWidth")) <= width, `too wide for ${width}`);
  }

  // Dark is dark.
  await page.send("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: "dark" }] });
  const ground = await evaluate("getComputedStyle(document.documentElement).backgroundColor");
  assert.ok(ground.match(/\d+/g).every((part) => Number(part) < 60), ground);

  // Printed, every alert is open, and closed again after.
  await evaluate("addEventListener('beforeprint', () => { window.opened = document.querySelectorAll('.alert > details[open]').length; })");
  const { data } = await page.send("Page.printToPDF", { printBackground: true });
  assert.ok(data.length > 10_000);
  assert.equal(await evaluate("window.opened"), all);
  assert.equal(await evaluate("document.querySelectorAll('.alert > details[open]').length"), 1);

  // Nothing was loaded but the file, and nothing went wrong.
  assert.deepEqual(page.requests, [pathToFileURL(report).href]);
  assert.deepEqual(page.errors, []);
} finally {
  await page.close();
}
