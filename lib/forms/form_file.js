// SPDX-License-Identifier: EUPL-1.2
// Saving and opening the form file. Nothing is kept anywhere unless the reader saves it.
"use strict";

function fileOf(found) {
    const file = {};
    if (model.kind === "set")
        file.questionset = model.id + "@" + model.version;
    file.language = language;
    if (model.subject && !isReply && subjectOf())
        file.subject = {[model.subjectVocabulary]: subjectOf()};
    file.data = found.data;
    if (isChoice)
        file.questions = found.questions;
    if (isReply)
        file.answers = found.answers;
    if (valueOf("f-comment").trim())
        file.comment = valueOf("f-comment").trim();
    return file;
}

function save(found, name) {
    const text = JSON.stringify(fileOf(found), null, 2) + "\n";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], {type: "application/json"}));
    link.download = name;
    link.click();
    URL.revokeObjectURL(link.href);
    isChanged = false;
    say("status/saved", {name});
}

function setItem(item, address, value) {
    const control = byId("k-" + address);
    const single = byId("f-" + address);
    const list = Array.isArray(value) ? value : value === null || value === undefined ? [] : [value];
    if (item.kind === "rows") {
        control.replaceChildren();
        for (const row of list) {
            const at = addRow(address);
            for (const cell of item.cells)
                setItem(cell, address + "[" + at + "]." + cell.id, row[cell.id]);
        }
    } else if (item.kind === "attachment") {
        control.replaceChildren();
        list.forEach((name) => addFile(address, String(name)));
    } else if (item.kind === "many" && item.isLong) {
        control.replaceChildren();
        list.forEach((code) => (addCode(address).value = code));
    } else if (item.kind !== "statement" && single.tagName === "FIELDSET") {
        for (const box of control.querySelectorAll("input"))
            box.checked = list.map(String).includes(box.value);
    } else if (item.kind !== "statement") {
        single.value = list.length ? String(list[0]) : "";
        grow(single);
    }
}

function setText(id, text) {
    if (!byId(id))
        return;
    byId(id).value = text || "";
    grow(byId(id));
    if (text && byId(id).closest("details"))
        byId(id).closest("details").open = true;
}

/// Fills the page from a form file; gives the ids that it has no place for.
function fillIn(file) {
    const dropped = [];
    for (const part of ["data", "questions", "answers"]) {
        for (const id of Object.keys(file[part] || {})) {
            const home = {data: "data", questions: "choice", answers: "answers"}[part];
            if (!items.has(id) || items.get(id).part !== home)
                dropped.push(id);
        }
    }
    if (byId("f-subject"))
        byId("f-subject").value = (file.subject || {})[model.subjectVocabulary] || "";
    for (const [id, {item, part}] of items) {
        const answer = (file.answers || {})[id];
        const chosen = (file.questions || {})[id];
        if (part === "data") {
            setItem(item, id, (file.data || {})[id]);
        } else if (part === "answers") {
            const isObject = answer && typeof answer === "object" && !Array.isArray(answer);
            setItem(item, id, isObject ? answer.value : answer);
            setText("r-" + id, isObject && answer["cannot-answer"]);
            setText("n-" + id, isObject && answer.note);
        } else if (part === "choice") {
            if (byId("c-" + id))
                byId("c-" + id).checked = Boolean(chosen);
            for (const one of item.given || [])
                setItem(one, id + "." + one.id, chosen && chosen[one.id]);
            setText("n-" + id, chosen && chosen.note);
        }
    }
    setText("f-comment", file.comment);
    showAll = false;
    touched.clear();
    showSummary([]);
    refresh();
    return dropped;
}

async function openFile(input) {
    const chosen = input.files[0];
    input.value = "";
    if (!chosen)
        return;
    let file = null;
    try {
        file = JSON.parse(await chosen.text());
    } catch (error) {
        file = null;
    }
    if (file === null || typeof file !== "object" || Array.isArray(file))
        return say("error/not-a-form", {name: chosen.name});
    const other = String(file.questionset || "");
    if (model.kind === "set" && other && other.split("@")[0] !== model.id)
        return say("error/other-form", {name: chosen.name, other});
    const dropped = fillIn(file);
    isChanged = false;
    if (dropped.length)
        say("status/dropped", {names: dropped.join(", ")});
    else
        say("status/opened", {name: chosen.name});
}
