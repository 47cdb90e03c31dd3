// SPDX-License-Identifier: EUPL-1.2
// The published pages of statistics: readable by everybody, on a phone and on a desk, in every language.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";

import {axeSource, withBrowser} from "./harness.mjs";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = mkdtempSync(join(tmpdir(), "imi-statistics-"));
process.on("exit", () => rmSync(folder, {recursive: true, force: true}));

let now = "2008-07-31T20:00:00Z";
function run(program, ...words) {
    return execFileSync(join(dirname(process.env.IMI_FORM_TOOL), program), words, {
        cwd: source, encoding: "utf8", maxBuffer: 1 << 28,
        env: {PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", IMI_STORE: join(folder, "imi.db"), IMI_NOW: now},
    });
}
const published = (language) => readFileSync(join(folder, "pages", "latest", language, "index.html"), "utf8");

test("the pages of a night are there in Bulgarian, German and Irish, and lack nothing", () => withBrowser(async (open) => {
    run("imi-store", "init", "--training", "--admin", "operator");
    for (const file of ["authorities", "users", "institutions", "institutions-users"])
        run("imi-register", "import", `samples/pilot-2008/${file}.csv`, "--quiet");
    run("imi-request", "import", "samples/pilot-2008/cases.jsonl", "samples/pilot-2008/questionnaire.jsonl");
    now = "2008-08-01T01:00:00Z";
    run("imi-report", "nightly", "--out", join(folder, "pages"), "--in", "bg", "--in", "de", "--in", "ga");

    for (const [language, words] of [["bg", "Изпратени"], ["de", "Gesendete Ersuchen nach Land"], ["ga", "Iarrataí"]]) {
        const page = await open(published(language));
        assert.equal(await page.getAttribute("html", "lang"), language);
        assert.ok((await page.textContent("body")).includes(words), words);
        assert.deepEqual(page.problems, []);
        assert.equal(await page.locator("nav").first().locator("a").count(), 3);
        for (const width of [1280, 390]) {
            await page.setViewportSize({width, height: 900});
            const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
            assert.equal(wide, 0, `${language} at ${width} scrolls sideways`);
            const small = await page.evaluate(() => [...document.querySelectorAll("svg text")]
                .filter((text) => text.getBoundingClientRect().height < 9).length);
            assert.equal(small, 0, `${language} at ${width} has text too small to read`);
            await page.screenshot({path: join(process.env.IMI_SCREENSHOTS ?? folder, `statistics-${language}-${width}.png`), fullPage: true});
        }
        // Every chart says what it shows, and its table stands beside it.
        const charts = await page.evaluate(() => [...document.querySelectorAll("section")].filter((section) => section.querySelector("svg"))
            .map((section) => [section.querySelector("svg title").textContent, section.querySelectorAll("tbody tr").length]));
        assert.ok(charts.length >= 15);
        assert.ok(charts.every(([title, rows]) => title.length > 5 && rows > 0));
        const axe = await open(published(language).replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
        await axe.addScriptTag({content: axeSource()});
        const found = await axe.evaluate(() => window.axe.run());
        assert.deepEqual(found.violations.map((one) => `${one.id}: ${one.nodes[0].html}`), []);
    }
}));
