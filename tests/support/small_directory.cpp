// SPDX-License-Identifier: EUPL-1.2
#include "support/small_directory.hpp"

#include "directory/authority_index.hpp"
#include "index/index_writer.hpp"
#include "text/fold.hpp"
#include "text/normalise.hpp"

namespace imi
{

Authority authority_of(std::string country, std::string id, const std::vector<std::string>& names, std::string city)
{
    Authority authority;
    authority.key = {std::move(country), std::move(id)};
    for (const std::string& name : names)
        authority.names.push_back({NameKind::official, std::nullopt, name});
    authority.city = std::move(city);
    return authority;
}

SmallDirectory::SmallDirectory() : db_{open_memory_database()}
{
    add_profession("nurse", {"nurse", "Krankenschwester", "pielęgniarka", "медицинска сестра"});
    add_profession("doctor", {"doctor", "Arzt", "lekarz", "лекар"});
    Authority bavaria = authority_of("DE", "by-pflege", {"Landesamt für Pflege", "Bavarian Nursing Office"}, "Amberg");
    bavaria.professions = {"nurse"};
    bavaria.region = "DE23";
    bavaria.languages = {"de"};
    AreaEntry area;
    area.area = "services";
    bavaria.areas = {area};
    add(bavaria);
    Authority chamber = authority_of("DE", "blaek", {"Bayerische Landesärztekammer"}, "München");
    chamber.names.push_back({NameKind::acronym, std::nullopt, "BLÄK"});
    chamber.professions = {"doctor"};
    chamber.region = "DE212";
    add(chamber);
    add(authority_of("EL", "chios", {"Πρωτοδικείο Χίου"}, "Χίος"));
    add(authority_of("EL", "iso", {"Ιατρικός Σύλλογος Αθηνών", "Athens Medical Association"}, "Αθήνα"));
    add(authority_of("BG", "bls", {"Български лекарски съюз"}, "София"));
    add(authority_of("MT", "kunsill", {"Kunsill Mediku ta' Malta", "Medical Council Malta"}, "Il-Ħamrun"));
    add(authority_of("PL", "nil", {"Naczelna Izba Lekarska"}, "Warszawa"));
    add(authority_of("PL", "oil-lodz", {"Okręgowa Izba Lekarska w Łodzi"}, "Łódź"));
    add(authority_of("AT", "sint", {"Krankenhaus Sankt-Maria"}, "Wien"));
    Authority closed = authority_of("PL", "old", {"Dawna Izba Lekarska"}, "Warszawa");
    closed.state = AuthorityState::inactive;
    add(closed);
}

void SmallDirectory::add(const Authority& authority)
{
    const std::int64_t id = next_++;
    const std::string folded = fold_case(authority.key.id);
    const std::string content = encode_content(authority);
    db_.prepare("INSERT INTO authority (id, country, code, code_folded, state, content, content_hash, version, batch) "
                "VALUES (:id, :country, :code, :folded, :state, :content, :hash, 1, 1)")
        .bind(":id", id)
        .bind(":country", std::string_view{authority.key.country})
        .bind(":code", std::string_view{authority.key.id})
        .bind(":folded", std::string_view{folded})
        .bind(":state", to_string(authority.state))
        .bind(":content", std::string_view{content})
        .bind(":hash", Bytes{})
        .run();
    IndexWriter writer{db_};
    writer.add(id, authority_index_terms(authority));
    writer.flush();
}

void SmallDirectory::add_profession(const std::string& code, const std::vector<std::string>& synonyms)
{
    add_code("professions", code, 0, synonyms);
}

void SmallDirectory::add_place(const std::string& code, const std::vector<std::string>& names)
{
    add_code("places", code, 1, names);
}

void SmallDirectory::add_code(std::string_view vocabulary, const std::string& code, std::size_t labels,
                              const std::vector<std::string>& texts, std::string_view parent)
{
    db_.prepare("INSERT INTO vocabulary_code (vocabulary, code, parent, heading, retired, position) "
                "VALUES (:vocabulary, :code, :parent, 0, 0, 0)")
        .bind(":vocabulary", vocabulary)
        .bind(":code", std::string_view{code})
        .bind(":parent", parent.empty() ? std::nullopt : std::optional{parent})
        .run();
    Statement insert =
        db_.prepare("INSERT INTO vocabulary_label (vocabulary, code, language, kind, position, text, folded) "
                    "VALUES (:vocabulary, :code, 'mul', :kind, :position, :text, :folded)");
    IndexWriter writer{db_};
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const std::string folded = fold_text(texts[i]);
        writer.add_words(folded);
        insert.bind(":vocabulary", vocabulary)
            .bind(":code", std::string_view{code})
            .bind(":kind", std::string_view{i < labels ? "label" : "synonym"})
            .bind(":position", static_cast<std::int64_t>(i))
            .bind(":text", std::string_view{texts[i]})
            .bind(":folded", std::string_view{folded})
            .run();
    }
    writer.flush();
}

} // namespace imi
