// SPDX-License-Identifier: EUPL-1.2
// The scripts of a page and the library must agree on everything: what is asked, what is wrong, what is saved.
import assert from "node:assert/strict";
import test from "node:test";

import {evaluator, html, kinds, modelOf, tool, translated} from "./harness.mjs";

const TODAY = "2026-03-03";

/// Numbers that are the same in every run.
function dice(seed) {
    let state = seed;
    return (sides) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 4294967296) * sides);
    };
}

const TEXTS = ["", "  ", "Dr. Παπαδόπουλος", "AB12", "ab12", "x".repeat(251), "a\u202eb", "two\nlines", "e\u0301te\u0301",
               "q\u0301\u0301\u0301\u0301\u0301", "zero\u200bwidth", "heart \u2764\ufe0f"];
const NUMBERS = ["", "0", "-1", "3", "499.99", "500", "500.00", "1000.5", "1000.51", "0.123", "1e3", "12x", "007",
                 "123456789012345678"];
const DATES = ["", "2019-12-31", "2020-01-01", "2026-03-03", "2026-03-04", "2026-02-30", "03.03.2026", "2031-01-01"];
const YEARS = ["", "1949", "1950", "2026", "2027", "98", "0000"];
const AUTHORITIES = ["", "RO:cmr", "gr:x1", "GB:nhs", "XX:a", "RO:", "RO:with blank"];
const FILES = [[], ["diploma.pdf"], ["a.pdf", "a.pdf", "b.pdf"], ["../etc"], ["a", "b", "c"]];

function valueFor(model, item, roll) {
    const pick = (list) => list[roll(list.length)];
    const codes = () => (model.lists[item.list] ? model.lists[item.list].codes.map((one) => one.code) : ["X1"]);
    switch (item.kind) {
    case "text":
    case "paragraph":
        return pick(TEXTS);
    case "number":
        return pick(NUMBERS);
    case "date":
        return pick(DATES);
    case "year":
        return pick(YEARS);
    case "authority":
        return pick(AUTHORITIES);
    case "attachment":
        return pick(FILES);
    case "many":
        return codes().filter(() => roll(codes().length) < 2);
    case "rows":
        return Array.from({length: roll(5)}, () => Object.fromEntries(
            item.cells.filter(() => roll(4)).map((cell) => [cell.id, valueFor(model, cell, roll)])));
    case "statement":
        return null;
    default:
        return pick(codes());
    }
}

function everyItem(items, each) {
    for (const item of items) {
        each(item);
        everyItem(item.followUps || [], each);
    }
}

function randomInput(model, roll, page) {
    const parts = model.parts;
    const fields = model.kind !== "set" ? parts.questions : parts[model.stage];
    const subjects = model.subject ? model.lists[model.subject].codes.map((one) => one.code) : [];
    const input = {stage: model.stage, grade: ["never", "to-save", model.grade, model.grade][roll(4)], today: TODAY,
                   subject: page.subject || (roll(6) && subjects[roll(subjects.length)]) || "", data: {}, answers: {},
                   questions: model.stage === "reply" ? page.questions : {}, request: page.request || {}};
    everyItem(fields, (item) => roll(4) && (input.data[item.id] = valueFor(model, item, roll)));
    if (model.kind === "set" && model.stage === "request") {
        for (const item of parts.questions.filter(() => roll(2))) {
            const chosen = {};
            for (const one of item.given || [])
                roll(4) && (chosen[one.id] = valueFor(model, one, roll));
            if (!roll(3))
                chosen.note = TEXTS[roll(TEXTS.length)];
            input.questions[item.id] = chosen;
        }
    }
    if (model.stage === "reply") {
        everyItem(parts.questions, (item) => {
            if (!roll(5))
                return;
            const value = valueFor(model, item, roll);
            const kind = item.canSkip ? roll(6) : 5;
            input.answers[item.id] = kind === 0 ? {"cannot-answer": "law-forbids"}
                : kind === 1 ? {"cannot-answer": "law-forbids", note: "Σημείωση"} : kind === 2 ? {value, note: "Σημείωση"}
                                                                                              : value;
        });
    }
    return input;
}

/// The page never saves what is not asked; the library refuses it.
function asSaved(model, input, outcome) {
    const asked = new Set(outcome.asked);
    const only = (object, prefix = "") => Object.fromEntries(Object.entries(object)
        .filter(([id]) => asked.has(prefix + id) || (prefix && id === "note")));
    const rowsOf = (id, value) => {
        if (Array.isArray(value) && value.some((one) => typeof one === "object"))
            return value.map((row, index) => only(row, `${id}[${index + 1}].`));
        return value && value.value ? {...value, value: rowsOf(id, value.value)} : value;
    };
    const rowsOnly = (object) => Object.fromEntries(Object.entries(object).map(
        ([id, value]) => [id, rowsOf(id, value)]));
    const questions = model.stage === "reply" ? input.questions : Object.fromEntries(
        Object.entries(only(input.questions)).map(([id, chosen]) => [id, only(chosen, id + ".")]));
    return {...input, data: rowsOnly(only(input.data)), answers: rowsOnly(only(input.answers)), questions};
}

/// A number with more digits than a script keeps is saved as text.
const plain = (value) => JSON.parse(JSON.stringify(value));

function compare(which, page, rounds, seed) {
    const model = modelOf(html(which, {languages: ["en"], ...page}));
    everyItem(model.parts.questions, (item) => {
        item.canSkip = model.stage === "reply" && item.kind !== "statement" && item.id !== "usual" && which === kinds;
    });
    const evaluate = evaluator();
    // The library names no cells and parameters among what is asked.
    const isItem = new Set();
    for (const part of Object.values(model.parts))
        everyItem(part, (item) => isItem.add(item.id));
    const roll = dice(seed);
    const cases = Array.from({length: rounds}, () => {
        const input = randomInput(model, roll, page);
        const here = evaluate(model, input);
        return {here, input: asSaved(model, input, here)};
    });
    const lines = tool("evaluate", which, cases.map((one) => JSON.stringify(one.input)).join("\n")).trim().split("\n");
    cases.forEach(({here, input}, index) => {
        const there = JSON.parse(lines[index]);
        const where = JSON.stringify({input, faults: there.faults});
        const subject = (name) => (name === model.subjectVocabulary ? "subject" : name);
        assert.deepEqual(here.asked.filter((id) => isItem.has(id)), there.asked, where);
        const fields = (faults) => [...new Set(faults.map((fault) => subject(fault.field)))].sort();
        assert.deepEqual(fields(here.faults), fields(there.faults), where);
        for (const part of ["data", "questions", "answers"])
            assert.deepEqual(plain(here[part]), there[part], part + " of " + where);
    });
}

test("requests with every kind of answer", () => compare(kinds, {stage: "request"}, 1500, 1));

test("replies with every kind of answer", () => {
    const questions = {genuine: {document: "red", issued: "2008-03-25"}, practised: {}, schooled: {}, hurry: {}};
    for (const [seed, request] of [[2, {urgent: "yes"}], [3, {urgent: "no"}], [4, {}]])
        compare(kinds, {stage: "reply", grade: "to-answer", subject: "doctor", questions, request}, 500, seed);
});

test("the forms that are shipped", () => {
    for (const which of translated.filter((one) => one !== kinds))
        compare(which, {stage: "request"}, 300, 5);
});
