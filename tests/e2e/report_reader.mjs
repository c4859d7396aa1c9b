// Opens a report in a headless Chromium and does with it what a reader would:
// what came of it, as JSON.
//
//     node report_reader.mjs NODE_MODULES CHROMIUM FILE.html SCHEME PDF WORDS
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, program, file, scheme, pdf, words] = process.argv.slice(2);
const require = createRequire(resolve(modules, "x.js"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const browser = await chromium.launch({
  executablePath: program,
  args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
const seen = { requests: [], messages: [], dialogs: 0 };

async function open(width) {
  const context = await browser.newContext({
    viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  page.on("request", (r) => seen.requests.push(r.url()));
  page.on("console", (m) => seen.messages.push(m.text()));
  page.on("pageerror", (e) => seen.messages.push(String(e)));
  page.on("dialog", (d) => { seen.dialogs++; d.dismiss(); });
  await page.goto(pathToFileURL(file).href);
  return page;
}

const cards = (page) => page.evaluate(() =>
  [...document.querySelectorAll(".card")].filter((c) => !c.hidden).map((c) => ({
    title: c.querySelector(".name").textContent,
    deadline: c.dataset.deadline,
    sum: c.dataset.sum === undefined ? null : Number(c.dataset.sum),
    verdict: c.dataset.verdict,
    text: c.textContent,
  })));
const rows = (page) => page.evaluate(() =>
  [...document.querySelectorAll(".wide-chart .row")]
    .filter((r) => r.getAttribute("visibility") !== "hidden").length);
const pick = async (page, id, value) => {
  if (await page.locator(id).count() > 0) await page.selectOption(id, value);
};

// The page's own policy is in force while axe looks: all is unfolded.
async function violations(page) {
  await page.evaluate(() => {
    for (const d of document.querySelectorAll("details")) d.open = true;
  });
  await page.evaluate(axe + "; undefined");
  const found = await page.evaluate(() => axe.run());
  return found.violations.map((v) =>
    `${v.id}: ${v.nodes.map((n) => n.html).join(" ").slice(0, 300)}`);
}

const page = await open(1280);
seen.title = await page.title();
seen.heading = await page.textContent("h1");
seen.lang = await page.getAttribute("html", "lang");
seen.paper = await page.evaluate(() =>
  getComputedStyle(document.body).backgroundColor);
seen.all = await cards(page);
seen.rows = await rows(page);

await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
seen.skipped = await page.evaluate(() => location.hash);

await page.fill("#f-words", words);
seen.found = await cards(page);
seen.foundRows = await rows(page);
seen.count = await page.textContent("#count");
await page.click("button[type=reset]");
await page.waitForFunction((n) =>
  [...document.querySelectorAll(".card")].filter((c) => !c.hidden).length === n,
  seen.all.length);
await pick(page, "#f-verdict", "yes");
seen.yes = await cards(page);
await pick(page, "#f-verdict", "");
for (const by of ["deadline", "sum", "title", ""]) {
  await page.selectOption("#f-order", by);
  seen[by || "again"] = await cards(page);
}

// What the policy forbids does not happen.
seen.inline = await page.evaluate(async () => {
  window.ran = false;
  const script = document.createElement("script");
  script.textContent = "window.ran = true";
  document.body.append(script);
  document.body.insertAdjacentHTML("beforeend",
    "<img src='https://evil.example/x.png' onerror='window.ran = true'>");
  await new Promise((r) => setTimeout(r, 200));
  return window.ran;
});
seen.refused = seen.messages.filter((m) => /Content Security Policy/.test(m))
  .length;
seen.messages = seen.messages.filter((m) =>
  !/Content Security Policy/.test(m));

const clean = await open(1280);
await clean.pdf({ path: pdf, format: "A4" });
seen.violations = await violations(clean);
const phone = await open(360);
seen.overflow = await phone.evaluate(() =>
  document.documentElement.scrollWidth - window.innerWidth);
seen.violations.push(...await violations(phone));
await browser.close();
console.log(JSON.stringify(seen));
