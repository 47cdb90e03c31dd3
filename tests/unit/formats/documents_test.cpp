// SPDX-License-Identifier: EUPL-1.2
#include "base/error.hpp"
#include "base/limits.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/json_line.hpp"
#include "formats/jsonl_reader.hpp"
#include "formats/output_file.hpp"
#include "formats/po_reader.hpp"
#include "formats/record_writer.hpp"
#include "formats/yaml.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>

namespace imi
{

namespace
{

std::string code_of(const std::function<void()>& act)
{
    try {
        act();
    } catch (const Error& error) {
        return error.id();
    }
    return "read";
}

std::string json_code(std::string_view text)
{
    return code_of([&] { parse_json(text, {"test.json", 1, 0}); });
}
std::string yaml_code(std::string_view text)
{
    return code_of([&] { parse_yaml(text, "test.yaml"); });
}

const std::filesystem::path conformance{IMI_SOURCE_DIR "/tests/data/conformance"};

} // namespace

TEST(ParseJson, RefusesWhatTheLibraryTakesSilently)
{
    EXPECT_EQ(json_code(R"({"a":1,"b":[true,null,"é"]})"), "read");
    EXPECT_EQ(json_code(R"({"to":1,"to":2})"), "FMT-022");
    EXPECT_EQ(json_code("18446744073709551616"), "FMT-023");
    EXPECT_EQ(json_code("1e400"), "FMT-023");
    EXPECT_EQ(json_code(R"("a\u0000")"), "FMT-024");
    EXPECT_EQ(json_code("{\"a\":1} x"), "FMT-020");
    EXPECT_EQ(json_code("\xEF\xBB\xBF{}"), "FMT-020");
    EXPECT_EQ(json_code("\"\xFF\""), "FMT-024");
    EXPECT_EQ(json_code(std::string(limits::json_depth, '[') + std::string(limits::json_depth, ']')), "read");
    EXPECT_EQ(json_code(std::string(limits::json_depth + 1, '[') + std::string(limits::json_depth + 1, ']')),
              "FMT-021");
    EXPECT_EQ(json_code(std::string(120'000, '[')), "FMT-021");
    std::string open_objects;
    for (int depth = 0; depth < 50'000; ++depth)
        open_objects += "[{\"\":";
    EXPECT_EQ(json_code(open_objects), "FMT-021");
}

TEST(ParseJson, KeepsManyMembersInOrder)
{
    // As many as a line may hold: each is appended, not looked for among the others.
    std::string text = "{";
    for (int key = 0; key < 90'000; ++key)
        text += (key == 0 ? "\"" : ",\"") + std::to_string(key) + "\":{}";
    const auto record = parse_json(text + "}", {});
    EXPECT_EQ(record.size(), 90'000U);
    EXPECT_EQ(std::prev(record.end()).key(), "89999");
}

TEST(ParseJson, FindsAMemberThatStandsTwiceAmongAnyNumber)
{
    for (const int members : {1, 2, 31, 32, 33, 100}) {
        for (const int again : {0, members / 2, members - 1}) {
            std::string text = "{";
            for (int key = 0; key < members; ++key)
                text += "\"" + std::to_string(key) + "\":[{}],";
            EXPECT_EQ(json_code(text + "\"" + std::to_string(again) + "\":1}"), "FMT-022");
            EXPECT_EQ(json_code(text + "\"x\":1}"), "read");
        }
    }
}

TEST(ParseJson, FollowsTheConformanceSuite)
{
    for (const auto& file : std::filesystem::directory_iterator{conformance / "json/test_parsing"}) {
        Input input = Input::open(file.path());
        const std::string code = json_code(read_all(input, 1 << 20));
        const std::string name = file.path().filename();
        // A key twice is valid JSON, but never what its writer meant; U+0000 has no place in a text of ours.
        const bool ours = code == "FMT-022" || (code == "FMT-024" && name.find("null") != std::string::npos);
        if (name.starts_with("y_"))
            EXPECT_TRUE(code == "read" || ours) << name << " " << code;
        if (name.starts_with("n_"))
            EXPECT_NE(code, "read") << name;
    }
}

std::string line_code(JsonLineParser& parser, const std::string& text)
{
    std::string read;
    const std::string code = code_of([&] { read = dump_json(parser.parse(text, {})); });
    return code == "read" ? read : code;
}

std::string whole_code(const std::string& text)
{
    std::string read;
    const std::string code = code_of([&] { read = dump_json(parse_json(text, {})); });
    return code == "read" ? read : code;
}

TEST(JsonLineParser, ReadsAndRefusesWhatParseJsonDoes)
{
    JsonLineParser parser;
    for (const auto& file : std::filesystem::directory_iterator{conformance / "json/test_parsing"}) {
        Input input = Input::open(file.path());
        const std::string text = read_all(input, 1 << 20);
        EXPECT_EQ(line_code(parser, text), whole_code(text)) << file.path();
    }
    // What stands in a line of an export, with a byte changed, left out or doubled.
    const std::string line =
        R"({"id":"a","names":[{"lang":null,"text":"Żółć \"x\" \\ \n/","kind":"official"}],"n":[-0,12,9223372036854775807,)"
        R"(9223372036854775808,1.5e3,true,false],"ext":{"a":"\u00e9","b":{}},"areas":[]})";
    std::mt19937 random{5};
    for (int round = 0; round < 50'000; ++round) {
        std::string text = line;
        // Numbers of many kinds would send every line through the slow door.
        if (round % 2 == 0)
            text.erase(text.find("9223372036854775808"), 26).erase(text.find("\\u00e9"), 6);
        for (std::size_t i = random() % 3; i > 0; --i) {
            const std::size_t at = random() % text.size();
            switch (random() % 3) {
            case 0:
                text[at] = "\0\"\\{}[]:,x0-e. \xC3\xED\n"[random() % 18];
                break;
            case 1:
                text.erase(at, 1 + random() % 3);
                break;
            default:
                text.insert(at, text.substr(at, 1 + random() % 30));
            }
        }
        ASSERT_EQ(line_code(parser, text), whole_code(text)) << text;
    }
    for (const std::size_t depth : {limits::json_depth - 1, limits::json_depth, limits::json_depth + 1}) {
        const std::string nested = std::string(depth, '[') + "1" + std::string(depth, ']');
        EXPECT_EQ(line_code(parser, nested), whole_code(nested));
    }
}

TEST(AppendJsonString, WritesWhatTheLibraryWrites)
{
    // What must be escaped, and its neighbours, at every place of a word of eight bytes.
    for (const std::string piece : {"\"", "\\", "\n", "\t", "\r", "\b", "\f", "\x01", "\x1F", " ", "!", "#", "[", "]",
                                    "\x7F", "ß", "Ґ", "€", "\U0001F600"}) {
        for (std::size_t before = 0; before < 18; ++before) {
            const std::string text = std::string(before, 'x') + piece + "abcdefghij" + piece;
            std::string written;
            append_json_string(written, text);
            EXPECT_EQ(written, dump_json(text));
        }
    }
}

TEST(ParseYaml, KeepsEveryScalarAsWritten)
{
    const YamlNode root = parse_yaml("no: NO\nold: 012\nlist: [yes, \"no\", 1.10]\nempty:\n", "test.yaml");
    EXPECT_EQ(root.find("no")->scalar, "NO");
    EXPECT_EQ(root.find("old")->scalar, "012");
    EXPECT_EQ(root.find("list")->items[2].scalar, "1.10");
    EXPECT_TRUE(root.find("list")->items[1].quoted);
    EXPECT_EQ(root.find("empty")->scalar, "");
    EXPECT_EQ(root.entries[1].line, 2U);
}

TEST(ParseYaml, RefusesWhatItsHeaderSays)
{
    EXPECT_EQ(yaml_code("a: &x 1\nb: *x\n"), "FMT-031");
    EXPECT_EQ(yaml_code("&a [*a]"), "FMT-031");
    EXPECT_EQ(yaml_code("a: !!python/object x\n"), "FMT-032");
    EXPECT_EQ(yaml_code("a: 1\na: 2\n"), "FMT-033");
    EXPECT_EQ(yaml_code("<<: {a: 1}\n"), "FMT-031");
    EXPECT_EQ(yaml_code(std::string(600, '[') + std::string(600, ']')), "FMT-034");
    EXPECT_EQ(yaml_code("a: \xFF\n"), "FMT-035");
    EXPECT_EQ(yaml_code("a: x\u2067y\n"), "FMT-035");
    EXPECT_EQ(yaml_code("a: 1\n---\nb: 2\n"), "FMT-030");
    EXPECT_EQ(yaml_code(""), "FMT-030");
}

TEST(ParseYaml, NeverCrashesOnTheSuite)
{
    for (const auto& file : std::filesystem::directory_iterator{conformance / "yaml/src"}) {
        if (!file.is_regular_file())
            continue;
        YamlNode cases;
        EXPECT_EQ(code_of([&] { cases = read_yaml(file.path(), limits::yaml_bytes); }), "read") << file.path();
        for (const YamlNode& one : cases.items) {
            const YamlNode* text = one.find("yaml");
            const std::string code = text == nullptr ? "read" : yaml_code(text->scalar);
            EXPECT_TRUE(code == "read" || code.starts_with("FMT-03")) << file.path() << " " << code;
        }
    }
}

TEST(ParseYaml, TakesSoManyLevelsValuesAndBytes)
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_EQ(yaml_code(nested(limits::yaml_depth)), "read");
    EXPECT_EQ(yaml_code(nested(limits::yaml_depth + 1)), "FMT-034");
    const auto list = [](std::size_t values) {
        std::string text;
        for (std::size_t i = 0; i < values; ++i)
            text += "- x\n";
        return text;
    };
    // The list is a value too.
    EXPECT_EQ(yaml_code(list(limits::yaml_nodes - 1)), "read");
    EXPECT_EQ(yaml_code(list(limits::yaml_nodes)), "FMT-034");
    const auto bytes = [](std::uint64_t count) {
        const std::string text(count, '#');
        Input input = Input::of_memory(text, "test.yaml");
        return code_of([&] { read_all(input, limits::yaml_bytes); });
    };
    EXPECT_EQ(bytes(limits::yaml_bytes), "read");
    EXPECT_EQ(bytes(limits::yaml_bytes + 1), "FMT-003");
}

TEST(LineReader, TakesSoLongAndSoManyLines)
{
    const auto lines = [](const std::string& text) {
        Input input = Input::of_memory(text, "test.jsonl");
        LineReader reader{input};
        std::string_view line;
        return code_of([&] {
            while (reader.next(line)) {
            }
        });
    };
    EXPECT_EQ(lines(std::string(limits::line_bytes, 'x') + "\n"), "read");
    EXPECT_EQ(lines(std::string(limits::line_bytes + 1, 'x') + "\n"), "FMT-015");
    std::string text;
    for (std::uint64_t i = 0; i < limits::bulk_rows; ++i)
        text += "x\n";
    EXPECT_EQ(lines(text), "read");
    EXPECT_EQ(lines(text + "x\n"), "FMT-015");
}

TEST(ParsePo, ReadsContextsAndMarks)
{
    const auto entries =
        parse_po("msgid \"\"\nmsgstr \"Language: pl\\n\"\n\n#, fuzzy\nmsgctxt \"a/b\"\nmsgid \"Nurse\"\n"
                 "msgstr \"Pielęgniarka \"\n\"i położna\"\n\n#~ msgid \"old\"\n",
                 "pl.po");
    ASSERT_EQ(entries.size(), 1U);
    EXPECT_EQ(entries[0].context, "a/b");
    EXPECT_EQ(entries[0].translation, "Pielęgniarka i położna");
    EXPECT_TRUE(entries[0].fuzzy);
    EXPECT_EQ(code_of([] {
                  parse_po("msgctxt \"a\"\nmsgid \"x\"\nmsgstr \"y\"\n\nmsgctxt \"a\"\nmsgid \"x\"\nmsgstr \"z\"\n",
                           "x.po");
              }),
              "FMT-041");
    EXPECT_EQ(code_of([] { parse_po("msgid_plural \"x\"\n", "x.po"); }), "FMT-040");
}

TEST(ParsePo, SaysWhereACharacterStandsThatNoTextMayHold)
{
    try {
        parse_po("msgid \"a\"\r\nmsgstr \"b\u202E\"\r\n", "x.po");
        FAIL() << "was read";
    } catch (const Error& error) {
        EXPECT_EQ(error.id(), "FMT-035");
        EXPECT_EQ(error.where(), "x.po:2:10");
    }
    EXPECT_EQ(code_of([] { parse_po("msgid \"\\é\"\n", "x.po"); }), "FMT-040");
}

TEST(ReadVocabularies, EveryTranslationBelongsToAText)
{
    for (const auto& file : std::filesystem::directory_iterator{std::filesystem::path{IMI_SOURCE_DIR} /
                                                                "questionsets/professional-qualifications/po"}) {
        const auto entries = read_po(file.path());
        EXPECT_EQ(entries.size(), 415U) << file.path();
        for (const PoEntry& entry : entries)
            EXPECT_FALSE(entry.translation.empty()) << file.path() << " " << entry.context;
    }
}

TEST(LineReader, DropsBlankLinesAndCountsThem)
{
    Input input = Input::of_memory("\xEF\xBB\xBF{}\r\n\n  \n[]", "test.jsonl");
    LineReader lines{input};
    std::string_view line;
    ASSERT_TRUE(lines.next(line));
    EXPECT_EQ(line, "{}");
    ASSERT_TRUE(lines.next(line));
    EXPECT_EQ(line, "[]");
    EXPECT_EQ(lines.line_number(), 4U);
    EXPECT_FALSE(lines.next(line));
}

TEST(OutputFile, IsThereWholeOrNotAtAll)
{
    const std::string path = testing::TempDir() + "imi-output-test";
    std::filesystem::remove(path);
    {
        OutputFile file{path, false};
        file.write("half");
    }
    EXPECT_FALSE(std::filesystem::exists(path));
    {
        OutputFile file{path, false};
        file.write("whole");
        file.commit();
    }
    EXPECT_EQ(code_of([&] { OutputFile(path, false); }), "FMT-050");
    {
        OutputFile file{path, true};
        file.write("new");
        file.commit();
    }
    std::string text;
    std::ifstream{path} >> text;
    EXPECT_EQ(text, "new");
    std::filesystem::remove(path);
}

TEST(RecordWriter, WritesOneRecordInEveryFormat)
{
    const nlohmann::ordered_json record{
        {"id", "a"}, {"name", "Ärzte\tkammer"}, {"list", {"x|y", "z"}}, {"n", 3}, {"yes", true}};
    const auto written = [&](RecordFormat format, bool cut) {
        std::string out;
        const auto writer =
            make_record_writer(format, {{"name", "Name"}, {"list", "List"}, {"n", "N"}, {"none", "None"}}, cut,
                               [&](std::string_view text) { out += text; });
        writer->record(record);
        writer->finish();
        return out;
    };
    EXPECT_EQ(written(RecordFormat::table, false),
              "Name                 List    N\nÄrzte\\u{0009}kammer  x\\|y|z  3\n");
    EXPECT_EQ(written(RecordFormat::csv, false), "name,list,n,none\n\"Ärzte\tkammer\",x\\|y|z,3,\n");
    EXPECT_EQ(written(RecordFormat::jsonl, true),
              "{\"name\":\"Ärzte\\tkammer\",\"list\":[\"x|y\",\"z\"],\"n\":3,\"none\":null}\n");
    EXPECT_TRUE(written(RecordFormat::json, false).starts_with("[\n{\"id\":\"a\""));
}

} // namespace imi
