// SPDX-License-Identifier: EUPL-1.2
// The switch writes every text anew, in the words of the translations; what has none says in which language it is.
import assert from "node:assert/strict";
import test from "node:test";

import {html, kinds, modelOf, shown, tool, translated, withBrowser} from "./harness.mjs";

/// Texts of the page that a reader sees, each with the language it is in.
const visible = (page) => page.evaluate(() => {
    const found = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const element = walk.currentNode.parentElement;
        const text = walk.currentNode.textContent.trim();
        if (text && !element.closest("[hidden], script, style, noscript, template, #language"))
            found.push({text, lang: element.closest("[lang]").lang});
    }
    document.querySelectorAll("optgroup").forEach((group) => found.push({text: group.label, lang: group.lang}));
    return found;
});

const LANGUAGES = ["el", "bg", "mt", "en", "de"];
/// What is the same in every language: punctuation, the version, the fingerprint, the name of the form.
const isNeutral = (text, model) => /^[\s.,:;()–\d]*$/.test(text) || /^[0-9a-f]{12}$/.test(text) ||
    text === model.id + ",";

for (const which of translated) {
    test("the switch writes every text of " + which.form + " anew", () => withBrowser(async (open) => {
        const text = html(which, {language: "en"});
        const model = modelOf(text);
        const all = Object.fromEntries(model.parts.questions.map((item) => [item.id, {}]));
        const ofReply = modelOf(html(which, {stage: "reply", grade: "to-answer", questions: all}));
        const translations = JSON.parse(tool("texts", which));
        const page = await open(text);
        for (const language of LANGUAGES) {
            await page.selectOption("#language", language);
            assert.equal(await page.getAttribute("html", "lang"), language);
            // All texts that may stand on the page in this language.
            const own = new Set();
            const foreign = new Set();
            model.texts[language].forEach((one, index) => {
                if (one !== null)
                    own.add(one);
                else
                    foreign.add(model.sources[index][1]);
            });
            const bare = (shownText) => shownText.replace(/\[[^\]]*\]/g, "{}");
            const ownBare = new Set([...own].map((one) => bare(one.replace(/\{[a-z-]+\}/g, "{}"))));
            const foreignBare = new Set([...foreign].map((one) => bare(one.replace(/\{[a-z-]+\}/g, "{}"))));
            for (const {text: seen, lang} of await visible(page)) {
                if (isNeutral(seen, model))
                    continue;
                const isOwn = own.has(seen) || ownBare.has(bare(seen));
                assert.ok(isOwn || ((foreign.has(seen) || foreignBare.has(bare(seen))) && lang !== language),
                          `"${seen}" is no text in ${language}`);
            }
            // And every translated text of the package is among them.
            const table = new Set([...model.texts[language], ...ofReply.texts[language]]);
            for (const [path, translation] of Object.entries(translations[language] || {})) {
                if (!/\/synonyms$|\.title$/.test(path))
                    assert.ok(table.has(translation), `${path} is missing in ${language}`);
            }
        }
        assert.deepEqual(page.problems, []);
    }));
}

test("lists are sorted as each language sorts", () => withBrowser(async (open) => {
    const page = await open(html(kinds, {language: "de"}));
    const names = () => page.locator('[id="f-country"] option').allInnerTexts();
    for (const language of ["de", "el", "sv", "cs", "en"]) {
        await page.selectOption("#language", language);
        const [choose, ...countries] = await names();
        assert.ok(choose.length > 3);
        const sorted = [...countries].sort(new Intl.Collator(language).compare);
        assert.deepEqual(countries, sorted);
    }
    await page.selectOption("#language", "el");
    await page.selectOption('[id="f-country"]', "EL");
    await page.selectOption("#language", "de");
    assert.equal(await page.locator('[id="f-country"] option:checked').innerText(), "Griechenland");
    assert.equal(await shown(page, "third-country"), false);
}));

test("places in the law are written in the reader's way and lead to EUR-Lex in that language", () => withBrowser(
    async (open) => {
        const page = await open(html(kinds, {language: "de"}));
        const law = page.locator('[id="i-practised"] .law a');
        assert.equal(await law.innerText(), "Anhang VII Nr. 1 Buchst. d");
        assert.match(await law.getAttribute("href"), /legal-content\/DE\/TXT\/\?uri=CELEX:32005L0036$/);
        await page.selectOption("#language", "el");
        assert.equal(await law.innerText(), "παράρτημα VII σημείο 1 στοιχείο δ)");
        assert.match(await law.getAttribute("href"), /legal-content\/EL\/TXT/);
        const other = page.locator('[id="i-country"] .law a').nth(1);
        assert.equal(await other.innerText(), "άρθρο 14, κανονισμός (ΕΕ) αριθ. 1024/2012");
    }));
