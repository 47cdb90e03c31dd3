// SPDX-License-Identifier: EUPL-1.2
// What the page shows: language, conditions, messages.
"use strict";

function parameterValues(question) {
    const found = items.get(question);
    const values = {};
    for (const one of (found && isChoice && found.item.given) || []) {
        const value = readItem(one, question + "." + one.id);
        const text = value && value.length ? valueText(one, value) : "";
        values[one.id] = text || "[" + shownText(one.name).text + "]";
    }
    return values;
}

function label(element) {
    const {text, lang} = shownText(Number(element.dataset.t));
    const values = element.dataset.q ? parameterValues(element.dataset.q) : element.values || {};
    const shown = fill(text, values);
    if (lang)
        element.lang = lang;
    else
        element.removeAttribute("lang");
    if (element.tagName === "OPTGROUP")
        element.label = shown;
    else
        element.textContent = shown;
}

const labelAll = (root) => root.querySelectorAll("[data-t]").forEach(label);

/// Lists that every language orders in its own way.
function sortLists(root) {
    for (const select of root.querySelectorAll("select[data-list]")) {
        const order = model.orders[select.dataset.list];
        if (!order)
            continue;
        const value = select.value;
        const options = new Map([...select.options].map((option) => [option.value, option]));
        for (const code of order[language])
            if (options.has(code))
                select.append(options.get(code));
        select.value = value;
    }
}

function setLanguage(tag) {
    language = tag;
    document.documentElement.lang = tag;
    labelAll(document);
    sortLists(document);
    for (const link of document.querySelectorAll("a[data-celex]"))
        link.href = link.href.replace(/content\/[A-Z]{2}\//, "content/" + model.eurLex[tag] + "/");
    refresh();
    if (summaryFaults)
        showSummary(summaryFaults);
    if (statusText)
        byId("status").textContent = words(...statusText);
}

function message(fault) {
    const values = {};
    for (const [name, value] of Object.entries(fault.values)) {
        if (value !== null && typeof value === "object")
            values[name] = value.date ? longDate(value.date) : shortName(value.name, fault.field);
        else
            values[name] = String(value);
    }
    return fault.code === "pattern" ? shownText(fault.values.text).text : words("error/" + fault.code, values);
}

function showFaults() {
    for (const paragraph of document.querySelectorAll(".error"))
        paragraph.hidden = true;
    for (const control of document.querySelectorAll("[aria-invalid]"))
        control.removeAttribute("aria-invalid");
    for (const fault of outcome.faults) {
        const address = onPage(fault.field);
        const isOfNote = fault.field.endsWith(".note") && !items.has(fault.field);
        const paragraph = byId("e-" + (isOfNote ? address.replace(/\.note$/, "") : address));
        const isLate = fault.code === "needed" || fault.code === "subject" || fault.code === "choose-one";
        if (!paragraph || !paragraph.hidden || (!showAll && (isLate || !touched.has(address))))
            continue;
        paragraph.textContent = message(fault);
        paragraph.hidden = false;
        const control = byId("f-" + address);
        if (control)
            control.setAttribute("aria-invalid", "true");
    }
}

/// Marks what was chosen, so that a print shows it alone.
function markChosen() {
    for (const option of document.querySelectorAll(".option"))
        option.classList.toggle("chosen", option.querySelector("input").checked);
    for (const group of document.querySelectorAll(".options"))
        group.classList.toggle("answered", Boolean(group.querySelector("input:checked")));
    for (const button of document.querySelectorAll("button.clear"))
        button.hidden = !button.parentElement.querySelector("input:checked");
    for (const part of document.querySelectorAll("details > div"))
        part.classList.toggle("is-empty", !part.querySelector("select, textarea").value);
    const isAnyChosen = Boolean(document.querySelector("[data-question] .choice input:checked"));
    document.body.classList.toggle("has-choice", isAnyChosen);
}

function refresh() {
    outcome = evaluate(model, readPage(model.grade));
    const asked = new Set(outcome.asked.map(onPage));
    const offered = new Set(outcome.offered);
    for (const element of document.querySelectorAll(".item[data-field]"))
        element.hidden = !asked.has(element.dataset.field);
    for (const element of document.querySelectorAll("[data-question]")) {
        const box = byId("c-" + element.dataset.question);
        element.hidden = !offered.has(element.dataset.question);
        element.classList.toggle("is-chosen", !box || box.checked);
        element.querySelector(".given").hidden = Boolean(box) && !box.checked;
    }
    for (const group of document.querySelectorAll("section.group"))
        group.hidden = ![...group.children].some((one) => one.classList.contains("item") && !one.hidden);
    for (const element of document.querySelectorAll("[data-q]"))
        label(element);
    for (const [id, {item, part}] of items) {
        if (part === "answers" && byId("r-" + id) && item.kind !== "statement")
            byId("a-" + id).disabled = Boolean(valueOf("r-" + id));
    }
    if (byId("choose-subject"))
        byId("choose-subject").hidden = Boolean(subjectOf());
    markChosen();
    showFaults();
}

function showSummary(faults) {
    const summary = byId("summary");
    summaryFaults = faults;
    const list = summary.querySelector("ul");
    list.replaceChildren();
    for (const fault of faults) {
        const address = onPage(fault.field);
        const link = document.createElement("a");
        const isOfNote = fault.field.endsWith(".note") && !items.has(fault.field);
        const id = isOfNote ? "n-" + address.replace(/\.note$/, "")
                            : fault.field === "questions" ? "questions" : "f-" + address;
        link.href = "#" + id;
        const name = fault.field === "subject" ? shownText(model.subjectName).text
            : fault.field === "questions" ? words("form/questions") : shortName(fault.field.replace(/\[.*/, ""));
        link.textContent = name + ": " + message(fault);
        const line = document.createElement("li");
        line.append(link);
        list.append(line);
    }
    summary.hidden = faults.length === 0;
}

function say(...text) {
    statusText = text;
    byId("status").textContent = words(...text);
}

/// Whether nothing is wrong; else the reader is brought to what is.
function isGood(grade) {
    const found = evaluate(model, readPage(grade));
    if (grade === model.grade)
        showAll = true;
    else
        found.faults.forEach((fault) => touched.add(onPage(fault.field)));
    refresh();
    showSummary(found.faults);
    if (!found.faults.length)
        return found;
    statusText = null;
    byId("status").textContent = "";
    byId("summary").focus();
    return null;
}
