// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include "questions/library.hpp"

#include <map>
#include <string>

namespace imi::test
{

/// Files of one area called "law" by name, with an area.yaml, a vocabulary `things` and a lists file unless given.
std::vector<PackageFolder> area_of(std::map<std::string, std::string> files);

/// The set or form in `text` (file sample.yaml), read beside those files; findings fail the test.
std::shared_ptr<const Form> read_sample(const std::string& text, std::map<std::string, std::string> files = {});

/// The packages of tests/data/packages: shared, forms, surveys, services.
std::vector<PackageFolder> example_folders();

} // namespace imi::test
