// SPDX-License-Identifier: EUPL-1.2
// What the page holds: its items by address, and what was typed into them.
"use strict";

// Items of the model by address, with the parameters of questions as "question.parameter".

const items = new Map();
const collect = (list, prefix, part, top) => {
    for (const item of list || []) {
        const address = prefix + item.id;
        const root = top || address;
        items.set(address, {item, part, top: root});
        collect(item.given, address + ".", "given", root);
        collect(item.cells, "", "cell", root);
        // What follows a question is not chosen, it comes along.
        collect(item.followUps, "", part === "choice" ? "later" : part, root);
    }
};
const isReply = model.kind === "set" && model.stage === "reply";
const isChoice = model.kind === "set" && model.stage === "request";
const fields = model.kind === "set" ? model.parts[model.stage] : model.parts.questions;
collect(fields, "", "data");
if (model.kind === "set")
    collect(model.parts.questions, "", isReply ? "answers" : "choice");

/// What an item is called; a parameter is looked for beside `field`.
const shortName = (address, field = "") => {
    const found = items.get(address) || items.get(field.replace(/[^.]*$/, "") + address) ||
        items.get(address.replace(/\.note$/, ""));
    return found ? fill(shownText(found.item.name).text, parameterValues(found.top)) : address;
};

/// "table[2].cell" names the second row as it stands; on the page rows keep a number of their own.
function onPage(address) {
    return address.replace(/^(.*)\[(\d+)\]/, (all, table, number) => {
        const row = byId("k-" + table).children[number - 1];
        return row ? table + "[" + row.dataset.serial + "]" : all;
    });
}

// Reading the page.

function readItem(item, address) {
    const control = byId("k-" + address);
    const single = byId("f-" + address);
    switch (item.kind) {
    case "rows":
        return [...control.children].map((row) => Object.fromEntries(item.cells.map(
            (cell) => [cell.id, readItem(cell, address + "[" + row.dataset.serial + "]." + cell.id)])));
    case "attachment":
        return [...control.children].map((line) => line.dataset.name);
    case "many":
        if (item.isLong)
            return [...control.querySelectorAll("select")].map((select) => select.value).filter(Boolean);
        return [...control.querySelectorAll("input:checked")].map((box) => box.value);
    case "statement":
        return null;
    case "date":
        return single.validity.badInput ? "?" : single.value;
    case "number":
        // A comma is the decimal sign of most languages here.
        return /^[^.,]*,[^.,]*$/.test(single.value) ? single.value.replace(",", ".") : single.value;
    default:
        if (single.tagName !== "FIELDSET")
            return single.value;
        return (control.querySelector("input:checked") || {value: null}).value;
    }
}

const valueOf = (id) => (byId(id) ? byId(id).value : "");

function readAnswer(item) {
    const reason = valueOf("r-" + item.id);
    const note = valueOf("n-" + item.id);
    const value = reason ? null : readItem(item, item.id);
    if (!reason && !note)
        return value;
    return reason ? {"cannot-answer": reason, note: note || null} : {value, note};
}

function readChoice(item) {
    const box = byId("c-" + item.id);
    if (!item.always && !box.checked)
        return null;
    const chosen = Object.fromEntries((item.given || []).map(
        (one) => [one.id, readItem(one, item.id + "." + one.id)]));
    chosen.note = valueOf("n-" + item.id);
    return chosen;
}

function today() {
    const now = new Date();
    return [now.getFullYear().toString().padStart(4, "0"), (now.getMonth() + 1).toString().padStart(2, "0"),
            now.getDate().toString().padStart(2, "0")].join("-");
}

const subjectOf = () => (byId("f-subject") ? byId("f-subject").value : model.fixedSubject || "");

function readPage(grade) {
    const input = {grade, today: today(), subject: subjectOf(), data: {}, answers: {},
                   questions: isReply ? model.questions : {}, request: model.request};
    for (const [id, {item, part}] of items) {
        if (part === "data")
            input.data[id] = readItem(item, id);
        else if (part === "answers")
            input.answers[id] = readAnswer(item);
        else if (part === "choice")
            input.questions[id] = readChoice(item);
    }
    return input;
}
