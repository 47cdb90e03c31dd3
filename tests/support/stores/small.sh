# SPDX-License-Identifier: EUPL-1.2
# A training store with a few bodies of six countries, two coordinators with their users, and an operator.
export IMI_NOW=2008-03-03T09:00:00Z
imi-store init --training --admin operator
cat > "$IMI_STORE.csv" <<'CSV'
id,country,name,lang,name.en,alias,city,region,email,languages,area,role,coordinator,professions
DE-NIMIC,DE,Bundesministerium für Wirtschaft,de,Federal Ministry of Economics,BMWi,Berlin,DE3,imi@bund.example,de|en,pq,nimic,,
blaek,DE,Bayerische Landesärztekammer,de,Bavarian Medical Chamber,BLÄK,München,DE2,info@blaek.example,de|en,pq,authority,DE-NIMIC,doctor
pflege,DE,Landesprüfungsamt für Gesundheitsfachberufe,de,State Office for Health Professions,,Hannover,DE9,info@lpa.example,de,pq,authority,DE-NIMIC,nurse|midwife
PL-NIMIC,PL,Ministerstwo Nauki,pl,Ministry of Science,,Warszawa,PL9,imi@nauka.example,pl|en,pq,nimic,,
nil-warszawa,PL,Naczelna Izba Lekarska,pl,Supreme Medical Chamber,NIL,Warszawa,PL9,sekretariat@nil.example,pl|en,pq,authority,PL-NIMIC,doctor
EL-NIMIC,EL,Υπουργείο Εσωτερικών,el,Ministry of the Interior,,Αθήνα,EL3,imi@ypes.example,el|en,pq,nimic,,
pis,EL,Πανελλήνιος Ιατρικός Σύλλογος,el,Panhellenic Medical Association,ΠΙΣ,Αθήνα,EL3,pis@pis.example,el,pq,authority,EL-NIMIC,doctor
bls,BG,Български лекарски съюз,bg,Bulgarian Medical Association,БЛС,София,BG4,bls@bls.example,bg,pq,authority,,doctor
mmc,MT,Kunsill Mediku,mt,Medical Council,,Valletta,MT0,info@mmc.example,mt|en,pq,authority,,doctor
cmr,RO,Colegiul Medicilor din România,ro,Romanian College of Physicians,CMR,București,RO3,office@cmr.example,ro|fr,pq,authority,,doctor
CSV
imi-register import "$IMI_STORE.csv"
cat > "$IMI_STORE.users.csv" <<'CSV'
login,name,email,language,authority,roles
de-coord,Petra Beispiel,petra@bund.example,de,DE:DE-NIMIC,data-administrator|request-handler
pl-nil-warszawa,Anna Przykład,anna@nil.example,pl,PL:nil-warszawa,data-administrator|request-handler
CSV
imi-register import "$IMI_STORE.users.csv"
