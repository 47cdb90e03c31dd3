#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Makes and shows small XLSX files, by Python's own library.

usage: xlsx.py make FILE [SHEET] <rows      xlsx.py show FILE

Rows are lines of cells parted by TAB. A cell is a text, or n:NUMBER, n:NUMBER@FORMAT, b:1, e:#N/A, f:FORMULA (without a
value), f:FORMULA=VALUE. show prints what stands in each sheet, and which columns have lists.
"""
import re
import sys
import xml.etree.ElementTree as etree
import zipfile
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def letters(column):
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(text, reference, formats):
    kind, _, value = text.partition(":")
    if kind == "n":
        value, _, code = value.partition("@")
        style = formats.setdefault(code or "General", len(formats))
        return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'
    if kind in "be" and value:
        return f'<c r="{reference}" t="{kind}"><v>{value}</v></c>'
    if kind == "f":
        formula, _, result = value.partition("=")
        return f'<c r="{reference}" t="str"><f>{escape(formula)}</f>' + (f"<v>{escape(result)}</v>" if result else "") + "</c>"
    return f'<c r="{reference}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else ""


def make(path, sheet, lines):
    formats = {"General": 0}
    rows = "".join(f'<row r="{number}">' + "".join(cell(text, letters(column) + str(number), formats)
                                                  for column, text in enumerate(line.split("\t"), 1)) + "</row>"
                   for number, line in enumerate(lines, 1))
    codes = "".join(f'<numFmt numFmtId="{164 + place}" formatCode={quoteattr(code)}/>' for code, place in formats.items())
    styles = "".join(f'<xf numFmtId="{164 + place}"/>' for place in formats.values())
    relation = '<Relationship Id="{}" Type="' + OFFICE + '/{}" Target="{}"/>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">' + relation.format("r1", "officeDocument", "xl/workbook.xml") + "</Relationships>",
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name={quoteattr(sheet)} sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">' + relation.format("r1", "worksheet", "worksheets/sheet1.xml")
                                          + relation.format("r2", "styles", "styles.xml") + "</Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
        }.items():
            archive.writestr(zipfile.ZipInfo(name), HEAD + text)


def texts(element):
    return "".join(node.text or "" for node in element.iter(f"{{{MAIN}}}t"))


def show(path):
    with zipfile.ZipFile(path) as archive:
        shared = []
        if "xl/sharedStrings.xml" in archive.namelist():
            shared = [texts(item) for item in etree.fromstring(archive.read("xl/sharedStrings.xml"))]
        sheets = etree.fromstring(archive.read("xl/workbook.xml")).iter(f"{{{MAIN}}}sheet")
        for number, sheet in enumerate(sheets, 1):
            print(f"[{sheet.get('name')}]")
            root = etree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            for row in root.iter(f"{{{MAIN}}}row"):
                cells = []
                for one in row.iter(f"{{{MAIN}}}c"):
                    value = one.find(f"{{{MAIN}}}v")
                    if one.get("t") == "s":
                        cells.append(shared[int(value.text)])
                    elif value is not None or one.get("t") == "inlineStr":
                        cells.append(texts(one) if value is None else value.text)
                print(" | ".join(cells))
            for rule in root.iter(f"{{{MAIN}}}dataValidation"):
                if rule.get("type") == "list":
                    area = re.sub(r"\d+", "", rule.get("sqref")).split(":")[0]
                    strict = "" if rule.get("showErrorMessage") in ("1", "true") else ", others may be typed"
                    print(f"column {area}: one of {rule.find(f'{{{MAIN}}}formula1').text}{strict}")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else "Sheet1", sys.stdin.read().splitlines())
    else:
        show(sys.argv[2])
