# SPDX-License-Identifier: EUPL-1.2
# A training store with the pilot registry and one request from Berlin to Warsaw, sent and not yet accepted.
export IMI_NOW=2008-03-03T09:00:00Z
imi-store init --training --admin operator
imi-register import samples/pilot-2008/authorities.csv --quiet
imi-register import samples/pilot-2008/users.csv --quiet
imi-request new --as de-lageso --area pq --to PL:nil-warszawa --form samples/requests/doctor.json --key AZ-117
imi-request send PQ-2008-000001 --as de-lageso
