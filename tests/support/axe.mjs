// What axe-core finds wrong with pages, in headless Chromium: JSON of
// [{page, look, violations: [..], overflow}] for `node axe.mjs N PAGE...`: the
// first N in every look, the others in one look each. Beside each page it is
// left as PDF.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const require = createRequire(new URL("../../build/tools/x", import.meta.url));
const puppeteer = require("puppeteer-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");

const LOOKS = [
  { name: "desk, light", width: 1280, scheme: "light" },
  { name: "desk, dark", width: 1280, scheme: "dark" },
  { name: "telephone, light", width: 390, scheme: "light" },
  { name: "telephone, dark", width: 320, scheme: "dark" },
];
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const [, , all, ...paths] = process.argv;
const results = [];
for (const [i, path] of paths.entries()) {
  for (const look of i < all ? LOOKS : [LOOKS[i % LOOKS.length]]) {
    const page = await browser.newPage();
    const asked = [];
    page.on("request", (r) => asked.push(r.url()));
    await page.setBypassCSP(true); // for axe alone: the page runs nothing
    await page.setViewport({ width: look.width, height: 900,
      isMobile: look.width < 500, deviceScaleFactor: 1 });
    await page.emulateMediaFeatures([
      { name: "prefers-color-scheme", value: look.scheme }]);
    await page.goto(pathToFileURL(path).href);
    // The tables behind charts are read too.
    await page.$$eval("details", (all) => all.forEach((d) => { d.open = true; }));
    await page.evaluate(axe);
    const found = await page.evaluate(() => window.axe.run(document, {
      resultTypes: ["violations"],
    }));
    results.push({
      page: path, look: look.name,
      violations: found.violations.map((v) =>
        `${v.id} (${v.impact}): ${v.help}; ${v.nodes.length}: ` +
        v.nodes.slice(0, 2).map((n) => n.html.slice(0, 120) + " " +
          n.any.map((a) => a.message).join("; ").slice(0, 160)).join(" | ")),
      overflow: await page.evaluate(() =>
        document.documentElement.scrollWidth - window.innerWidth),
      asked: asked.filter((u) => !u.startsWith("file:") && !u.startsWith("data:")),
    });
    await page.close();
  }
}
for (const path of paths) {
  const page = await browser.newPage();
  await page.goto(pathToFileURL(path).href);
  await page.pdf({ path: path + ".pdf", preferCSSPageSize: true,
    printBackground: true });
  await page.close();
}
await browser.close();
process.stdout.write(JSON.stringify(results));
