// SPDX-License-Identifier: EUPL-1.2
// What is asked, what is complete and what may be saved: the rules of lib/questions/evaluate.cpp, step by step, so that
// a form opens exactly the questions that the other programs will ask for. It touches no page. Answers to what is not
// asked are no fault here, they are left out: the reader keeps on screen what was typed. A test lets both run over the
// same answers.
"use strict";

const GRADES = ["never", "to-save", "to-send", "to-answer"];

// Conditions.

function compare(a, b) {
    const numbers = compareDecimals(a, b);
    return numbers !== null ? numbers : a < b ? -1 : a > b ? 1 : 0;
}

function holds(condition, facts) {
    if (condition.all)
        return condition.all.every((part) => holds(part, facts));
    if (condition.any)
        return condition.any.some((part) => holds(part, facts));
    const fact = facts(condition.q);
    if (!fact)
        return false;
    if (condition.in)
        return condition.in.some((value) => fact.matches.includes(value));
    if (condition["not-in"])
        return !condition["not-in"].some((value) => fact.matches.includes(value));
    if (condition.answered)
        return true;
    return fact.value !== "" && (!condition.min || compare(fact.value, condition.min) >= 0) &&
        (!condition.max || compare(fact.value, condition.max) <= 0);
}

class Evaluation extends ValueCheck {
    constructor(model, input) {
        super(model, input);
        this.grade = GRADES.indexOf(input.grade);
        this.facts = new Map();
        this.outcome = {faults: [], asked: [], offered: [], data: {}, questions: {}, answers: {}};
    }

    run() {
        const parts = this.model.parts;
        this.checkSubject();
        if (this.model.kind !== "set") {
            this.fill(parts.questions, true);
        } else if (this.model.stage === "request") {
            this.fill(parts.request, true);
            this.choose();
        } else {
            this.knowRequest(parts.request);
            for (const item of parts.questions)
                this.answer(item, this.isPut(item) && this.isAsked(item));
            this.fill(parts.reply, true);
        }
        return this.outcome;
    }

    fault(field, code, values = {}) { this.outcome.faults.push({field, code, values}); }

    checkSubject() {
        const key = this.model.subject;
        if (!key || this.model.kind === "small" || this.model.stage === "reply")
            return;
        const subject = this.input.subject;
        if (!subject ? this.grade > 0 : !isSelectable(this.model, key, subject, "", this.input.today))
            this.fault("subject", "subject");
    }

    isAsked(item, beside) {
        const subject = this.input.subject || "";
        const above = matchesOf(this.model, this.model.subject, subject, this.input.today);
        if ((item.for || []).some((codes) => !this.model.subject || !codes.some((code) => above.includes(code))))
            return false;
        const lookup = (id) => (beside && beside.facts.get(id)) || this.facts.get(id);
        return !item.if || holds(item.if, lookup);
    }

    isNeeded(item) {
        const required = GRADES.indexOf(item.required);
        return required > 0 && required <= this.grade;
    }

    /// What a stored value is to conditions.
    factOf(item, value) {
        const above = (code) => matchesOf(this.model, item.list, code, this.input.today);
        if (Array.isArray(value))
            return value.length && typeof value[0] === "string" ? {matches: value.flatMap(above), value: ""}
                : value.length ? {matches: [], value: ""} : null;
        if (item.kind === "number") {
            const number = isBlank(value) ? null : canonicalDecimal(String(value));
            return number === null ? null : {matches: [number], value: number};
        }
        if (typeof value !== "string" || value === "")
            return null;
        return item.list ? {matches: above(value), value: ""} : {matches: [value], value};
    }

    // Fields.

    fill(items, open) {
        for (const item of items) {
            const asked = open && this.isAsked(item);
            if (asked) {
                this.outcome.asked.push(item.id);
                const stored = this.takeNeeded(item, member(this.input.data, item.id), item.id);
                if (stored !== null)
                    this.outcome.data[item.id] = stored;
            }
            this.fill(item.followUps || [], asked);
        }
    }

    takeNeeded(item, value, field, beside) {
        const before = this.outcome.faults.length;
        const stored = this.take(item, value, field, beside);
        if (stored === null && this.isNeeded(item) && this.outcome.faults.length === before)
            this.fault(field, "needed");
        return stored;
    }

    take(item, value, field, beside) {
        if (isBlank(value))
            return null;
        const stored = item.kind === "rows" ? this.takeRows(item, value, field)
                                            : this.check(item, value, field, beside);
        const fact = this.factOf(item, stored);
        if (fact)
            (beside || this).facts.set(item.id, fact);
        if (item.kind === "date" && stored !== null)
            (beside || this).dates.set(item.id, stored);
        return stored;
    }

    takeRows(item, rows, field) {
        const stored = rows.map((row, index) => {
            const beside = {facts: new Map(), dates: new Map()};
            return this.takeBeside(item.cells, row, field + "[" + (index + 1) + "].", beside);
        });
        if (stored.length > item.rows.max)
            this.fault(field, "rows-most", {count: stored.length, max: item.rows.max});
        else if (stored.length && stored.length < item.rows.min && this.isNeeded(item))
            this.fault(field, "rows-least", {count: stored.length, min: item.rows.min});
        return stored.length ? stored : null;
    }

    /// Cells of a row or parameters of a question.
    takeBeside(items, values, prefix, beside) {
        const stored = {};
        for (const item of items) {
            if (!this.isAsked(item, beside))
                continue;
            this.outcome.asked.push(prefix + item.id);
            const value = this.takeNeeded(item, member(values, item.id), prefix + item.id, beside);
            if (value !== null)
                stored[item.id] = value;
        }
        return stored;
    }

    // The choice.

    choose() {
        for (const item of this.model.parts.questions)
            this.chooseOne(item, member(this.input.questions, item.id));
        if (this.grade >= GRADES.indexOf("to-send") && !Object.keys(this.outcome.questions).length &&
            !this.outcome.faults.length)
            this.fault("questions", "choose-one");
    }

    /// Conditions on answers, of questions that are always asked, are open until the reply.
    isDecided(item) { return !item.if || item.decided; }

    isOffered(item) {
        return this.isAsked(this.isDecided(item) ? item : {for: item.for});
    }

    chooseOne(item, chosen) {
        if (!this.isOffered(item))
            return;
        this.outcome.offered.push(item.id);
        if (!chosen && !item.always)
            return;
        this.outcome.asked.push(item.id);
        const stored = this.takeBeside(item.given || [], chosen, item.id + ".",
                                       {facts: new Map(), dates: new Map()});
        const note = this.checkNote(member(chosen, "note"), item.id + ".note");
        if (note !== null)
            stored.note = note;
        this.outcome.questions[item.id] = stored;
    }

    // The reply.

    knowRequest(items) {
        for (const item of items) {
            const value = member(this.input.request, item.id);
            const fact = this.factOf(item, value);
            if (fact)
                this.facts.set(item.id, fact);
            if (item.kind === "date" && typeof value === "string")
                this.dates.set(item.id, value);
            this.knowRequest(item.followUps || []);
        }
    }

    isPut(item) { return item.always || member(this.input.questions, item.id) !== null; }

    answer(item, asked) {
        if (asked) {
            this.outcome.asked.push(item.id);
            const before = this.outcome.faults.length;
            const stored = this.takeAnswer(item, member(this.input.answers, item.id));
            const isObject = stored !== null && typeof stored === "object" && !Array.isArray(stored);
            const complete = stored !== null && (!isObject || "value" in stored || "cannot-answer" in stored);
            if (!complete && this.isNeeded(item) && this.outcome.faults.length === before)
                this.fault(item.id, "needed");
            if (stored !== null)
                this.outcome.answers[item.id] = stored;
        }
        for (const followUp of item.followUps || [])
            this.answer(followUp, asked && this.isAsked(followUp));
    }

    takeAnswer(item, given) {
        if (isBlank(given) || typeof given !== "object" || Array.isArray(given))
            return this.take(item, given, item.id);
        const reason = given["cannot-answer"];
        const stored = {};
        const value = reason ? null : this.take(item, member(given, "value"), item.id);
        if (value !== null)
            stored.value = value;
        if (reason)
            stored["cannot-answer"] = reason;
        const note = this.checkNote(member(given, "note"), item.id + ".note");
        if (note === null)
            return reason ? stored : value;
        stored.note = note;
        return stored;
    }
}

const evaluate = (model, input) => new Evaluation(model, input).run();
