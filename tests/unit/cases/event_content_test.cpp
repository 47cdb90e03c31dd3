// SPDX-License-Identifier: EUPL-1.2
#include "cases/event_content.hpp"

#include "base/error.hpp"
#include "support/small_workflow.hpp"
#include "workflow/walk.hpp"

#include <gtest/gtest.h>

namespace imi::workflow
{

namespace
{

Event back(const Event& event)
{
    StoredEvent stored;
    stored.event = event;
    stored.commitments = {{{}, "of the comment"}};
    const StoredEvent read = decode_event(encode_event(stored));
    EXPECT_EQ(read.commitments, stored.commitments);
    return read.event;
}

} // namespace

TEST(EventContent, ComesBackAsItWas)
{
    Event event;
    event.kind = EventKind::timer;
    event.name = "broadcast";
    event.version = 7;
    event.at = at("2008-03-03T09:00:00Z");
    event.due_at = at("2008-03-02T22:00:00Z");
    event.party = "author";
    event.authority = "RO:cmr";
    event.user = "ann";
    event.on_behalf_of = "RO:relay";
    event.recipient = RecipientId{"addressee", "EL"};
    event.from = "a";
    event.to = "b";
    event.enters = event.reminds_only = event.blocks_earlier = true;
    event.seats = {{"reader", "EL:x"}};
    event.added = {{{"addressee", "BG"}, "BG:box"}};
    event.left_out = {"MT"};
    event.forms = {{"alert", Grade::part, 2, {{"countries", {"EL", "BG"}}}}};
    event.dates = {{"agreed", "2008-04-01"}};
    event.marks = {"m"};
    event.unmarks = {"u"};
    event.counts = {"c"};
    event.allocated = "author";
    event.users = {"ben"};
    event.recipients_to = "r";
    event.directory = "suspend";
    event.opened = {{2, "part", "BG:one", {"q1"}}};
    event.also_in = "part";
    event.child = 2;
    event.child_state = "sent";
    event.child_marks = {"satisfied"};
    event.escalated_to = {"coordinator"};
    event.language = "el";
    event.workflow = "1.0";
    event.level = 1;
    EXPECT_EQ(back(event), event);
    EXPECT_EQ(back(Event{}), Event{});
    event.comment = "Λόγος";
    EXPECT_EQ(back(event).comment, "") << "what people say is no part of an event";
}

TEST(EventContent, EveryRehearsedEventComesBack)
{
    for (const std::string& id : example_ids()) {
        Findings findings;
        const Workflow workflow = read_example(id, findings);
        for (const Path& path : walk(workflow, findings).paths) {
            for (Event event : rehearsed_events(workflow, path)) {
                event.comment.clear();
                ASSERT_EQ(back(event), event);
            }
        }
    }
}

TEST(EventContent, RefusesWhatIsDamaged)
{
    for (const char* text : {"", "{}", "[]", R"({"kind":"act","name":"a","version":1,"at":1204534800})",
                             R"({"kind":"action","name":"a","version":1,"at":"yesterday"})"}) {
        try {
            decode_event(text);
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.id(), "STO-003") << text;
        }
    }
}

} // namespace imi::workflow
