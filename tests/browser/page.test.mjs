// SPDX-License-Identifier: EUPL-1.2
// What a reader does with a page: choosing, answering, the keyboard, saving, opening.
import assert from "node:assert/strict";
import {readFileSync, writeFileSync} from "node:fs";
import {join} from "node:path";
import test from "node:test";

import {axeSource, field, html, kinds, radio, saved, shown, tool, withBrowser} from "./harness.mjs";

const TODAY = new Date().toISOString().slice(0, 10);
const reply = {stage: "reply", grade: "to-answer", case: "FK-2008-000131", subject: "doctor",
               questions: {genuine: {document: "red", issued: "2008-03-25"}, practised: {}, hurry: {}},
               request: {urgent: "yes"}};

function accepted(input) {
    const outcome = JSON.parse(tool("evaluate", kinds, JSON.stringify({today: TODAY, ...input})));
    assert.deepEqual(outcome.faults, []);
    return outcome;
}

async function fillRequest(page) {
    await page.selectOption(field("subject"), "midwife");
    await page.check(radio("urgent", "yes"));
    await page.fill(field("urgent-why"), "Beginn am 1. Mai\nzweite Zeile");
    await page.selectOption(field("country"), "CH");
    await page.fill(field("third-country"), "Personenfreizügigkeit");
    await page.fill(field("begin"), "2008-03-01");
    await page.fill(field("end"), "2008-03-25");
    await page.fill(field("amount"), "500,25");
    await page.fill(field("large"), "Ministry");
    await page.fill(field("year"), "1998");
    await page.fill(field("number"), "AB12");
    await page.check(radio("colours", "blue"));
    await page.fill(field("not-red"), "because");
    await page.setInputFiles('[id="x-files"]', {name: "diploma.pdf", mimeType: "application/pdf", buffer: Buffer.from("x")});
    await page.fill(field("body"), "gb:nhs");
    await page.click('[id="b-languages"]');
    await page.locator('[id="k-languages"] select').selectOption("mt");
    await page.click('[id="b-languages"]');
    await page.locator('[id="k-languages"] select').nth(1).selectOption("el");
    await page.fill(field("only-midwives"), "12");
    await page.check('[id="c-genuine"]');
    await page.selectOption(field("genuine.document"), "red").catch(() => page.check(radio("genuine.document", "red")));
    await page.fill(field("genuine.issued"), "2008-03-25");
    await page.fill('[id="n-genuine"]', "Σημείωση");
}

const FILLED = {
    "urgent": "yes", "urgent-why": "Beginn am 1. Mai\nzweite Zeile", "country": "CH",
    "third-country": "Personenfreizügigkeit", "languages": ["el", "mt"], "begin": "2008-03-01", "end": "2008-03-25",
    "amount": 500.25, "large": "Ministry", "year": "1998", "number": "AB12", "colours": ["blue"], "not-red": "because",
    "files": ["diploma.pdf"], "body": "UK:nhs", "only-midwives": 12,
};

test("conditions open and close what depends on them, and keep what was typed", () => withBrowser(async (open) => {
    const page = await open(html(kinds));
    assert.equal(await shown(page, "urgent-why"), false);
    await page.check(radio("urgent", "yes"));
    assert.equal(await shown(page, "urgent-why"), true);
    await page.fill(field("urgent-why"), "patient waits");
    await page.check(radio("urgent", "no"));
    assert.equal(await shown(page, "urgent-why"), false);
    await page.check(radio("urgent", "yes"));
    assert.equal(await page.inputValue(field("urgent-why")), "patient waits");
    await page.selectOption(field("country"), "DE");
    assert.equal(await shown(page, "third-country"), false);
    await page.selectOption(field("country"), "CH");
    assert.equal(await shown(page, "third-country"), true);
    assert.equal(await shown(page, "only-midwives"), false);
    await page.selectOption(field("subject"), "midwife");
    assert.equal(await shown(page, "only-midwives"), true);
    assert.equal(await shown(page, "schooled"), false);
    await page.selectOption(field("subject"), "baker");
    assert.equal(await shown(page, "schooled"), true);
    assert.equal(await shown(page, "only-midwives"), false);
    assert.deepEqual(page.problems, []);
}));

test("what is wrong is said in the reader's language, what is needed only when asked for", () => withBrowser(
    async (open) => {
        const page = await open(html(kinds, {language: "de"}));
        const message = (address) => page.locator(`[id="e-${address}"]`);
        assert.equal(await page.locator(".error:visible").count(), 0);
        await page.fill(field("number"), "12");
        await page.fill(field("begin"), "2008-03-25");
        await page.fill(field("end"), "2008-03-01");
        await page.press(field("end"), "Tab");
        assert.equal(await message("number").innerText(), "Two letters and up to six digits, such as AB12.");
        assert.equal(await message("end").innerText(), "1. März 2008 liegt vor „Beginn“, 25. März 2008.");
        await page.click("button[data-act=save]");
        assert.equal(await message("subject").innerText(), "Wählen Sie den Gegenstand.");
        assert.equal(await page.evaluate(() => document.activeElement.id), "summary");
        await page.selectOption("#language", "el");
        assert.equal(await message("subject").innerText(), "Επιλέξτε το αντικείμενο.");
        assert.match(await page.locator("#summary").innerText(), /Διορθώστε τα ακόλουθα/);
        await page.locator("#summary a").first().click();
        assert.equal(await page.evaluate(() => document.activeElement.id), "f-subject");
        assert.deepEqual(page.problems, []);
    }));

test("a saved request is accepted, and opens again as it was", () => withBrowser(async (open, folder) => {
    const page = await open(html(kinds, {language: "en"}));
    await fillRequest(page);
    const first = await saved(page);
    const file = JSON.parse(first.text);
    assert.equal(first.name, "kinds.json");
    assert.equal(file.questionset, "kinds@1.2");
    assert.deepEqual(file.subject, {trades: "midwife"});
    assert.deepEqual(file.data, FILLED);
    assert.deepEqual(file.questions,
                     {genuine: {document: "red", issued: "2008-03-25", note: "Σημείωση"}, usual: {}});
    const outcome = accepted({stage: "request", subject: "midwife", data: file.data, questions: file.questions});
    assert.deepEqual(outcome.data, FILLED);
    // Another page, another language.
    const path = join(folder, "saved.json");
    writeFileSync(path, first.text);
    const again = await open(html(kinds, {language: "en"}));
    await again.setInputFiles("#file", path);
    await again.waitForFunction(() => document.getElementById("status").textContent !== "");
    assert.equal((await saved(again)).text, first.text);
    // A page that opens filled in.
    const third = await open(html(kinds, {language: "en", filled: file}));
    assert.equal((await saved(third)).text, first.text);
    assert.deepEqual([...page.problems, ...again.problems, ...third.problems], []);
}));

test("a saved reply is accepted; reasons stand instead of answers", () => withBrowser(async (open) => {
    const page = await open(html(kinds, {...reply, language: "en"}));
    assert.match(await page.locator('[id="i-genuine"] legend').first().innerText(),
                 /^Is this document of March 25, 2008 genuine: Red\?/);
    assert.equal(await shown(page, "periods"), false);
    await page.check(radio("genuine", "yes"));
    assert.equal(await shown(page, "periods"), true);
    for (const [row, from, to] of [[0, "2019-01-01", "2019-12-31"], [1, "2020-02-01", "2020-03-01"]]) {
        await page.click('[id="b-periods"]');
        const line = page.locator('[id="k-periods"] > *').nth(row);
        await line.locator("input[type=date]").nth(0).fill(from);
        await line.locator("input[type=date]").nth(1).fill(to);
    }
    const last = page.locator('[id="k-periods"] > *').nth(1);
    await last.locator("input[type=text]").fill("moved away");
    await page.locator('[id="i-practised"] summary').click();
    await page.selectOption('[id="r-practised"]', "law-forbids");
    await page.fill('[id="n-practised"]', "δεν επιτρέπεται");
    await page.check(radio("usual", "yes"));
    await page.check(radio("hurry", "no"));
    await page.fill(field("remarks"), "Kind regards");
    const file = JSON.parse((await saved(page)).text);
    assert.deepEqual(file.answers, {
        genuine: "yes",
        periods: [{from: "2019-01-01", to: "2019-12-31"}, {from: "2020-02-01", to: "2020-03-01", why: "moved away"}],
        practised: {"cannot-answer": "law-forbids", note: "δεν επιτρέπεται"}, usual: "yes", hurry: "no",
    });
    accepted({...reply, answers: file.answers, data: file.data});
    // Taking the first row away leaves the second.
    await page.locator('[id="k-periods"] button').first().click();
    assert.deepEqual(JSON.parse((await saved(page)).text).answers.periods,
                     [{from: "2020-02-01", to: "2020-03-01", why: "moved away"}]);
    assert.deepEqual(page.problems, []);
}));

test("a form can be filled in from the keyboard alone", () => withBrowser(async (open) => {
    const page = await open(html(kinds, {...reply, questions: {practised: {}}, request: {}, languages: ["en"]}));
    const active = () => page.evaluate(() => document.activeElement.value || document.activeElement.dataset.act);
    await page.keyboard.press("Tab");
    while ((await active()) !== "yes")
        await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("Tab");
    assert.equal(await active(), "clear");
    for (let i = 0; i < 12 && !(await page.evaluate(() => document.activeElement.name === "v-usual")); ++i)
        await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowDown");
    for (let i = 0; i < 12 && (await active()) !== "save"; ++i)
        await page.keyboard.press("Tab");
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const file = JSON.parse(readFileSync(await download.path(), "utf8"));
    assert.deepEqual(file.answers, {practised: "yes", usual: "no"});
    assert.equal(download.suggestedFilename(), "FK-2008-000131-reply.json");
}));

test("labels that look like markup stay text", () => withBrowser(async (open) => {
    const page = await open(html(kinds, {languages: ["en"]}));
    assert.equal(await page.locator("h1").innerText(), "Every kind of answer <script>alert('title')</script>");
    // The policy lets nothing else run, even where somebody gets a script into the page.
    await page.evaluate(() => {
        const script = document.createElement("script");
        script.textContent = "window.wasRun = true";
        document.body.append(script);
    }).catch(() => {});
    assert.equal(await page.evaluate(() => window.wasRun), undefined);
}));

test("axe finds nothing", () => withBrowser(async (open) => {
    const filled = {data: {urgent: "yes"}, answers: {genuine: "yes", periods: [{from: "2020-01-01"}]}};
    for (const [page, viewport] of [[{language: "el"}, {width: 1024, height: 900}],
                                    [{...reply, filled, comment: true}, {width: 360, height: 740}]]) {
        // The tests' own script is let past the policy.
        const tab = await open(html(kinds, page), {viewport, bypassCSP: true});
        await tab.click("button[data-act=save]");
        await tab.addScriptTag({content: axeSource()});
        const found = await tab.evaluate(() => window.axe.run(document, {resultTypes: ["violations"]}));
        assert.deepEqual(found.violations.map((one) => [one.id, one.nodes.map((node) => node.html)]), []);
        const isWide = await tab.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        assert.equal(isWide, false, "the page is wider than the screen");
    }
}));

test("the same input gives the same bytes", () => {
    assert.equal(html(kinds, reply), html(kinds, reply));
});
