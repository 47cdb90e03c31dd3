// SPDX-License-Identifier: EUPL-1.2
// A case of a store: the page of an action is filled in, its file is taken by imi-request, and the print is looked at.
import assert from "node:assert/strict";
import {execFileSync} from "node:child_process";
import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {dirname, join} from "node:path";
import test from "node:test";
import {fileURLToPath} from "node:url";

import {axeSource, radio, saved, withBrowser} from "./harness.mjs";

const source = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const folder = mkdtempSync(join(tmpdir(), "imi-case-"));
process.on("exit", () => rmSync(folder, {recursive: true, force: true}));
const programs = dirname(process.env.IMI_FORM_TOOL);

function run(program, ...words) {
    return execFileSync(join(programs, program), words, {
        cwd: source, encoding: "utf8", maxBuffer: 1 << 28,
        env: {PATH: "/usr/bin:/bin", LC_ALL: "C.UTF-8", IMI_STORE: join(folder, "imi.db"), IMI_NOW: "2008-03-03T09:00:00Z"},
    });
}
const berlin = (...words) => run("imi-request", ...words, "--as", "de-lageso", "--lang", "de");
const warsaw = (...words) => run("imi-request", ...words, "--as", "pl-nil-warszawa", "--lang", "pl");

test("a request is answered on a page in Polish and printed in German", () => withBrowser(async (open) => {
    run("imi-store", "init", "--training", "--admin", "operator");
    run("imi-register", "import", "samples/pilot-2008/authorities.csv", "--quiet");
    run("imi-register", "import", "samples/pilot-2008/users.csv", "--quiet");
    const id = berlin("new", "--area", "pq", "--to", "PL:nil-warszawa", "--form", "samples/requests/doctor.json").trim();
    berlin("send", id);
    warsaw("accept", id, "--set", "days=30");

    const page = await open(warsaw("form", id, "reply", "--format", "html"));
    assert.equal(await page.getAttribute("html", "lang"), "pl");
    assert.match(await page.textContent("main"), /Czy kształcenie spełnia minimalne warunki/);
    await page.check(radio("minimum-training", "complies"));
    await page.check(radio("annex-title", "no"));
    await page.check(radio("practised-three-of-five", "no"));
    await page.check(radio("entitled-now", "yes"));
    await page.check(radio("annex-change-certificate", "yes"));
    const file = await saved(page);
    assert.deepEqual(page.problems, []);
    const reply = JSON.parse(file.text);
    assert.equal(reply.language, "pl");
    assert.equal(warsaw("reply", id, "--form", file.path, "--format", "json").includes('"state": "answered"'), true);

    const print = await open(berlin("print", id, "--format", "html"));
    const text = await print.textContent("body");
    for (const part of [`Vorgang ${id}`, "Beantwortet", "Kowalska", "Die Anforderungen sind vollständig erfüllt", "Gedruckt am"])
        assert.ok(text.includes(part), part);
    const axe = await open(berlin("print", id, "--format", "html").replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""));
    await axe.addScriptTag({content: axeSource()});
    const found = await axe.evaluate(() => window.axe.run());
    assert.deepEqual(found.violations.map((one) => one.id), []);
    await print.emulateMedia({media: "print"});
    await print.screenshot({path: join(folder, "print.png"), fullPage: true});
    assert.ok(readFileSync(join(folder, "print.png")).length > 10000);
}));
