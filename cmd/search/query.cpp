// SPDX-License-Identifier: EUPL-1.2
#include "cmd/search/subcommands.hpp"

#include "base/country.hpp"
#include "directory/record_checks.hpp"
#include "directory/rights.hpp"
#include "directory/store_service.hpp"
#include "formats/input.hpp"
#include "formats/json.hpp"
#include "formats/jsonl_reader.hpp"
#include "search/query_input.hpp"
#include "search/search.hpp"
#include "text/list.hpp"
#include "text/suggest.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace imi::cmd
{

namespace
{

using Json = nlohmann::ordered_json;

struct Options {
    std::vector<std::string> words;
    std::vector<std::string> countries;
    std::string area, profession, speaks, region, can, as_of, batch;
    std::optional<std::int64_t> limit;
    bool explain = false;
    bool one = false;
    bool facets = false;
};

/// Checks the filters against the closed lists of the store: a mistyped filter must not look like an empty directory.
void check_filters(SearchQuery& query, const Vocabularies& vocabularies)
{
    for (std::string& code : query.countries) {
        const Country* country = find_country(code);
        if (country == nullptr)
            throw Error{Status::usage, "REG-004", in_quotes(code) + " is no country that takes part",
                        "give the two letters of the EU style guide, such as DE, EL or UK"};
        code = country->code;
    }
    if (!query.area.empty()) {
        const std::string area = vocabularies.area(query.area);
        if (area.empty())
            throw Error{Status::usage, "REG-014", in_quotes(query.area) + " is no legislative area of this store",
                        did_you_mean(vocabularies.nearest_area(query.area))};
        query.area = area;
    }
    for (const auto& [vocabulary, code] :
         {std::pair{"professions", &query.profession}, std::pair{"regions", &query.region}}) {
        if (!code->empty() && !vocabularies.has(vocabulary, *code))
            throw Error{Status::usage, "REG-013", in_quotes(*code) + " is no code of the vocabulary " + vocabulary,
                        did_you_mean(vocabularies.nearest_code(vocabulary, *code))};
    }
    if (!query.speaks.empty()) {
        if (const auto fault = check_language(query.speaks))
            throw Error{Status::usage, fault->code, fault->message, fault->hint};
    }
    if (!query.as_of.empty()) {
        if (const auto fault = check_date(query.as_of))
            throw Error{Status::usage, fault->code, fault->message, fault->hint};
    }
}

Json to_json(const SearchHit& hit, bool explain)
{
    Json record{{"authority", hit.authority.text()},
                {"name", hit.name},
                {"country", hit.authority.country},
                {"city", hit.city},
                {"score", std::round(hit.score * 10'000) / 10'000}};
    if (!hit.former.empty())
        record["formerly"] = hit.former;
    if (!explain)
        return record;
    record["reasons"] = Json::array();
    for (const SearchReason& reason : hit.reasons)
        record["reasons"].push_back({{"word", reason.word},
                                     {"term", reason.term},
                                     {"match", to_string(reason.kind)},
                                     {"weight", std::round(reason.weight * 10'000) / 10'000}});
    return record;
}

SearchQuery query_of(const Options& options, Invocation& invocation)
{
    SearchQuery query;
    for (const std::string& word : options.words)
        query.text.append(query.text.empty() ? "" : " ").append(word);
    query.countries = options.countries;
    query.area = options.area;
    query.profession = options.profession;
    query.region = options.region;
    query.speaks = options.speaks;
    query.right = options.can;
    query.as_of = options.as_of.empty() ? civil_date(invocation.clock().now()) : options.as_of;
    query.today = civil_date(invocation.clock().now());
    query.limit = static_cast<std::size_t>(
        options.one ? 1 : options.limit.value_or(setting_value(invocation.store(), "search.limit")));
    query.language = invocation.language();
    query.explain = options.explain;
    query.facets = options.facets;
    return query;
}

void run_batch(const Options& options, Invocation& invocation, Search& search, const Vocabularies& vocabularies)
{
    const SearchQuery defaults = query_of(options, invocation);
    Input input = Input::open(options.batch);
    LineReader lines{input};
    std::string_view line;
    while (lines.next(line)) {
        Json answer = Json::object();
        try {
            SearchQuery query = parse_search_query(line, {input.name(), lines.line_number(), 0}, defaults);
            answer["query"] = query.text;
            check_filters(query, vocabularies);
            answer["hits"] = Json::array();
            for (const SearchHit& hit : search.find(query).hits)
                answer["hits"].push_back(to_json(hit, query.explain));
        } catch (const Error& error) {
            answer.erase("hits");
            answer.emplace("query", nullptr); // where the line could not be read at all
            answer["error"] = {{"code", error.id()}, {"message", error.what()}, {"line", lines.line_number()}};
            invocation.set_status(Status::findings);
        }
        invocation.out().stream(dump_json(answer) + "\n");
    }
}

void run(const Options& options, Invocation& invocation)
{
    Database& db = invocation.store().db();
    const Transaction snapshot{db, Transaction::Kind::read};
    require(invocation.actor(db), "search", {});
    Search search{db};
    // The closed lists are only read where something is to be checked against them: a plain query is quicker without.
    const bool needs_lists =
        !options.batch.empty() || !options.area.empty() || !options.profession.empty() || !options.region.empty();
    const Vocabularies vocabularies = needs_lists ? Vocabularies::load(db) : Vocabularies{};
    if (!options.batch.empty())
        return run_batch(options, invocation, search, vocabularies);
    if (options.facets)
        invocation.out().leave_out({"authority", "name", "country", "city", "score", "reasons"});
    else
        invocation.out().leave_out({"dimension", "value", "count"});
    if (!options.facets && !options.explain)
        invocation.out().leave_out({"reasons"});
    SearchQuery query = query_of(options, invocation);
    check_filters(query, vocabularies);
    const SearchResult result = search.find(query);
    if (options.facets) {
        for (const SearchFacet& facet : result.facets)
            invocation.out().record({{"dimension", facet.dimension}, {"value", facet.value}, {"count", facet.count}});
        if (result.hits.empty())
            invocation.set_status(Status::findings);
        return;
    }
    for (const SearchHit& hit : result.hits) {
        Json record = to_json(hit, options.explain);
        if (!hit.former.empty() && invocation.out().format() == "table")
            record["name"] = hit.name + " (formerly " + hit.former + ")";
        if (options.explain && invocation.out().format() == "table") {
            Json reasons = Json::array();
            for (const SearchReason& reason : hit.reasons)
                reasons.push_back(reason.word + " " + std::string{to_string(reason.kind)} + " " + reason.term);
            record["reasons"] = std::move(reasons);
        }
        invocation.out().record(record);
    }
    for (const std::string& note : result.notes)
        invocation.note(note);
    for (const EndedBody& body : search.ended(query))
        invocation.note(body.authority.text() + " (" + body.name + ") has ended" +
                        (body.last_day.empty() ? std::string{} : " on " + body.last_day) + "; it is followed by " +
                        joined(texts_of(body.successors), ", "));
    if (options.explain) {
        for (const UnderstoodPlace& place : result.places)
            invocation.note(in_quotes(place.words) + " is understood as the " + place.place +
                            ": what lies elsewhere comes after");
    }
    if (!result.hits.empty())
        return;
    invocation.set_status(Status::findings);
    const std::string near = joined(result.nearest, ", ");
    invocation.note("no authority found" + (near.empty() ? std::string{} : "; near words: " + near));
}

} // namespace

void add_query(CLI::App& command, Invocation& invocation)
{
    auto options = std::make_shared<Options>();
    command.add_option("QUERY", options->words, "words of the name, city, profession …, in any language and spelling");
    command.add_option("--country", options->countries, "only in this country; may be repeated")->type_name("C");
    command.add_option("--area", options->area, "only those that take part in this legislative area")
        ->type_name("AREA");
    command.add_option("--profession", options->profession, "only those competent for this profession")
        ->type_name("CODE");
    command.add_option("--speaks", options->speaks, "only those that work in this language")->type_name("LANGUAGE");
    command.add_option("--region", options->region, "only those of this NUTS region")->type_name("CODE");
    command.add_option("--can", options->can, "only those with this right, such as reply")->type_name("RIGHT");
    command.add_option("--as-of", options->as_of, "only records that are valid on this date")->type_name("DATE");
    command.add_option("--batch", options->batch, "answer the queries of a JSON Lines file; - is standard input")
        ->type_name("FILE");
    add_number(command, "--limit", options->limit, "most hits to give", 1, 10'000);
    command.add_flag("--explain", options->explain, "say which word matched what");
    command.add_flag("--facets", options->facets, "count the hits by country, type, area and profession instead");
    command.add_flag("--one", options->one, "give the best hit alone");
    invocation.out().records(command,
                             {{"authority", "authority"},
                              {"name", "name"},
                              {"country", "country"},
                              {"city", "city"},
                              {"score", "score"},
                              {"reasons", "reasons"},
                              {"dimension", "dimension"},
                              {"value", "value"},
                              {"count", "count"}},
                             "authority");
    command.get_option("--batch")->each(
        [&command, &invocation](const std::string&) { invocation.out().documents(command, {"jsonl"}); });
    for (const char* other : {"QUERY", "--facets", "--one", "--ids", "--columns"})
        command.get_option("--batch")->excludes(command.get_option(other));
    command.get_option("--facets")->excludes(command.get_option("--ids"));
    command.callback([options, &invocation, &command] {
        if (command.get_subcommands().empty())
            run(*options, invocation);
    });
}

} // namespace imi::cmd
