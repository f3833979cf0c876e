#include "CRegistrySchema.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char sqlite_0001[] = {
#embed "../Registry/Migrations/sqlite/0001-core.sql"
};
static const unsigned char sqlite_0002[] = {
#embed "../Registry/Migrations/sqlite/0002-keys.sql"
};
static const unsigned char sqlite_0003[] = {
#embed "../Registry/Migrations/sqlite/0003-unknown-plates.sql"
};
static const unsigned char sqlite_0004[] = {
#embed "../Registry/Migrations/sqlite/0004-populations.sql"
};
static const unsigned char sqlite_0005[] = {
#embed "../Registry/Migrations/sqlite/0005-components.sql"
};
static const unsigned char sqlite_0006[] = {
#embed "../Registry/Migrations/sqlite/0006-reference-tables.sql"
};
static const unsigned char sqlite_0007[] = {
#embed "../Registry/Migrations/sqlite/0007-many-servers.sql"
};
static const unsigned char sqlite_0008[] = {
#embed "../Registry/Migrations/sqlite/0008-copies.sql"
};
static const unsigned char sqlite_0009[] = {
#embed "../Registry/Migrations/sqlite/0009-access.sql"
};
static const unsigned char sqlite_0010[] = {
#embed "../Registry/Migrations/sqlite/0010-audit-trail.sql"
};
static const unsigned char sqlite_0011[] = {
#embed "../Registry/Migrations/sqlite/0011-budgets.sql"
};
static const unsigned char sqlite_0012[] = {
#embed "../Registry/Migrations/sqlite/0012-specifications.sql"
};
static const unsigned char sqlite_0013[] = {
#embed "../Registry/Migrations/sqlite/0013-import-options.sql"
};
static const unsigned char sqlite_0014[] = {
#embed "../Registry/Migrations/sqlite/0014-model-numbers.sql"
};
static const unsigned char sqlite_0015[] = {
#embed "../Registry/Migrations/sqlite/0015-nomenclatures.sql"
};
static const unsigned char sqlite_0016[] = {
#embed "../Registry/Migrations/sqlite/0016-parts.sql"
};
static const unsigned char sqlite_0017[] = {
#embed "../Registry/Migrations/sqlite/0017-find.sql"
};
static const unsigned char sqlite_0018[] = {
#embed "../Registry/Migrations/sqlite/0018-documents.sql"
};
static const unsigned char sqlite_0019[] = {
#embed "../Registry/Migrations/sqlite/0019-model-lists.sql"
};
static const unsigned char sqlite_0020[] = {
#embed "../Registry/Migrations/sqlite/0020-external-ids.sql"
};
static const unsigned char sqlite_0022[] = {
#embed "../Registry/Migrations/sqlite/0022-unknown-plate-inbox.sql"
};
static const unsigned char sqlite_0023[] = {
#embed "../Registry/Migrations/sqlite/0023-home.sql"
};
static const unsigned char sqlite_0024[] = {
#embed "../Registry/Migrations/sqlite/0024-label-layouts.sql"
};
static const unsigned char sqlite_0026[] = {
#embed "../Registry/Migrations/sqlite/0026-warranty.sql"
};
static const unsigned char sqlite_0027[] = {
#embed "../Registry/Migrations/sqlite/0027-outbox.sql"
};
static const unsigned char sqlite_0028[] = {
#embed "../Registry/Migrations/sqlite/0028-personal-notices.sql"
};
static const unsigned char sqlite_0029[] = {
#embed "../Registry/Migrations/sqlite/0029-party-contacts.sql"
};
static const unsigned char sqlite_0030[] = {
#embed "../Registry/Migrations/sqlite/0030-registrations.sql"
};
static const unsigned char sqlite_0031[] = {
#embed "../Registry/Migrations/sqlite/0031-attachments.sql"
};
static const unsigned char sqlite_0032[] = {
#embed "../Registry/Migrations/sqlite/0032-claims.sql"
};
static const unsigned char sqlite_0033[] = {
#embed "../Registry/Migrations/sqlite/0033-maintenance.sql"
};
static const unsigned char sqlite_0034[] = {
#embed "../Registry/Migrations/sqlite/0034-cases.sql"
};
static const unsigned char sqlite_0035[] = {
#embed "../Registry/Migrations/sqlite/0035-service.sql"
};
static const unsigned char sqlite_0036[] = {
#embed "../Registry/Migrations/sqlite/0036-document-faults.sql"
};
static const unsigned char sqlite_0037[] = {
#embed "../Registry/Migrations/sqlite/0037-theft.sql"
};
static const unsigned char sqlite_0038[] = {
#embed "../Registry/Migrations/sqlite/0038-campaigns.sql"
};
static const unsigned char sqlite_0039[] = {
#embed "../Registry/Migrations/sqlite/0039-verification.sql"
};
static const unsigned char sqlite_0040[] = {
#embed "../Registry/Migrations/sqlite/0040-locations.sql"
};
static const unsigned char sqlite_0041[] = {
#embed "../Registry/Migrations/sqlite/0041-holds.sql"
};
static const unsigned char sqlite_0042[] = {
#embed "../Registry/Migrations/sqlite/0042-returns.sql"
};
static const unsigned char sqlite_0043[] = {
#embed "../Registry/Migrations/sqlite/0043-stock.sql"
};
static const unsigned char sqlite_0044[] = {
#embed "../Registry/Migrations/sqlite/0044-shipments.sql"
};
static const unsigned char sqlite_0045[] = {
#embed "../Registry/Migrations/sqlite/0045-counts.sql"
};
static const unsigned char sqlite_0046[] = {
#embed "../Registry/Migrations/sqlite/0046-replenishment.sql"
};
static const unsigned char sqlite_0047[] = {
#embed "../Registry/Migrations/sqlite/0047-batch-expiry.sql"
};
static const unsigned char sqlite_0048[] = {
#embed "../Registry/Migrations/sqlite/0048-picks.sql"
};
static const unsigned char sqlite_0052[] = {
#embed "../Registry/Migrations/sqlite/0052-service-lives.sql"
};
static const unsigned char sqlite_0053[] = {
#embed "../Registry/Migrations/sqlite/0053-complaints.sql"
};
static const unsigned char sqlite_0054[] = {
#embed "../Registry/Migrations/sqlite/0054-emerging-issues.sql"
};
static const unsigned char sqlite_0055[] = {
#embed "../Registry/Migrations/sqlite/0055-unit-claims.sql"
};
static const unsigned char sqlite_0056[] = {
#embed "../Registry/Migrations/sqlite/0056-unit-readings.sql"
};
static const unsigned char sqlite_0057[] = {
#embed "../Registry/Migrations/sqlite/0057-watched-units.sql"
};

static const struct registry_migration sqlite_migrations[] = {
    {1, "core", sqlite_0001, sizeof sqlite_0001},
    {2, "keys", sqlite_0002, sizeof sqlite_0002},
    {3, "unknown-plates", sqlite_0003, sizeof sqlite_0003},
    {4, "populations", sqlite_0004, sizeof sqlite_0004},
    {5, "components", sqlite_0005, sizeof sqlite_0005},
    {6, "reference-tables", sqlite_0006, sizeof sqlite_0006},
    {7, "many-servers", sqlite_0007, sizeof sqlite_0007},
    {8, "copies", sqlite_0008, sizeof sqlite_0008},
    {9, "access", sqlite_0009, sizeof sqlite_0009},
    {10, "audit-trail", sqlite_0010, sizeof sqlite_0010},
    {11, "budgets", sqlite_0011, sizeof sqlite_0011},
    {12, "specifications", sqlite_0012, sizeof sqlite_0012},
    {13, "import-options", sqlite_0013, sizeof sqlite_0013},
    {14, "model-numbers", sqlite_0014, sizeof sqlite_0014},
    {15, "nomenclatures", sqlite_0015, sizeof sqlite_0015},
    {16, "parts", sqlite_0016, sizeof sqlite_0016},
    {17, "find", sqlite_0017, sizeof sqlite_0017},
    {18, "documents", sqlite_0018, sizeof sqlite_0018},
    {19, "model-lists", sqlite_0019, sizeof sqlite_0019},
    {20, "external-ids", sqlite_0020, sizeof sqlite_0020},
    {22, "unknown-plate-inbox", sqlite_0022, sizeof sqlite_0022},
    {23, "home", sqlite_0023, sizeof sqlite_0023},
    {24, "label-layouts", sqlite_0024, sizeof sqlite_0024},
    {26, "warranty", sqlite_0026, sizeof sqlite_0026},
    {27, "outbox", sqlite_0027, sizeof sqlite_0027},
    {28, "personal-notices", sqlite_0028, sizeof sqlite_0028},
    {29, "party-contacts", sqlite_0029, sizeof sqlite_0029},
    {30, "registrations", sqlite_0030, sizeof sqlite_0030},
    {31, "attachments", sqlite_0031, sizeof sqlite_0031},
    {32, "claims", sqlite_0032, sizeof sqlite_0032},
    {33, "maintenance", sqlite_0033, sizeof sqlite_0033},
    {34, "cases", sqlite_0034, sizeof sqlite_0034},
    {35, "service", sqlite_0035, sizeof sqlite_0035},
    {36, "document-faults", sqlite_0036, sizeof sqlite_0036},
    {37, "theft", sqlite_0037, sizeof sqlite_0037},
    {38, "campaigns", sqlite_0038, sizeof sqlite_0038},
    {39, "verification", sqlite_0039, sizeof sqlite_0039},
    {40, "locations", sqlite_0040, sizeof sqlite_0040},
    {41, "holds", sqlite_0041, sizeof sqlite_0041},
    {42, "returns", sqlite_0042, sizeof sqlite_0042},
    {43, "stock", sqlite_0043, sizeof sqlite_0043},
    {44, "shipments", sqlite_0044, sizeof sqlite_0044},
    {45, "counts", sqlite_0045, sizeof sqlite_0045},
    {46, "replenishment", sqlite_0046, sizeof sqlite_0046},
    {47, "batch-expiry", sqlite_0047, sizeof sqlite_0047},
    {48, "picks", sqlite_0048, sizeof sqlite_0048},
    {52, "service-lives", sqlite_0052, sizeof sqlite_0052},
    {53, "complaints", sqlite_0053, sizeof sqlite_0053},
    {54, "emerging-issues", sqlite_0054, sizeof sqlite_0054},
    {55, "unit-claims", sqlite_0055, sizeof sqlite_0055},
    {56, "unit-readings", sqlite_0056, sizeof sqlite_0056},
    {57, "watched-units", sqlite_0057, sizeof sqlite_0057},
};

static const unsigned char postgres_0001[] = {
#embed "../Registry/Migrations/postgres/0001-core.sql"
};
static const unsigned char postgres_0002[] = {
#embed "../Registry/Migrations/postgres/0002-keys.sql"
};
static const unsigned char postgres_0003[] = {
#embed "../Registry/Migrations/postgres/0003-unknown-plates.sql"
};
static const unsigned char postgres_0004[] = {
#embed "../Registry/Migrations/postgres/0004-populations.sql"
};
static const unsigned char postgres_0005[] = {
#embed "../Registry/Migrations/postgres/0005-components.sql"
};
static const unsigned char postgres_0006[] = {
#embed "../Registry/Migrations/postgres/0006-reference-tables.sql"
};
static const unsigned char postgres_0007[] = {
#embed "../Registry/Migrations/postgres/0007-many-servers.sql"
};
static const unsigned char postgres_0008[] = {
#embed "../Registry/Migrations/postgres/0008-copies.sql"
};
static const unsigned char postgres_0009[] = {
#embed "../Registry/Migrations/postgres/0009-access.sql"
};
static const unsigned char postgres_0010[] = {
#embed "../Registry/Migrations/postgres/0010-audit-trail.sql"
};
static const unsigned char postgres_0011[] = {
#embed "../Registry/Migrations/postgres/0011-budgets.sql"
};
static const unsigned char postgres_0012[] = {
#embed "../Registry/Migrations/postgres/0012-specifications.sql"
};
static const unsigned char postgres_0013[] = {
#embed "../Registry/Migrations/postgres/0013-import-options.sql"
};
static const unsigned char postgres_0014[] = {
#embed "../Registry/Migrations/postgres/0014-model-numbers.sql"
};
static const unsigned char postgres_0015[] = {
#embed "../Registry/Migrations/postgres/0015-nomenclatures.sql"
};
static const unsigned char postgres_0016[] = {
#embed "../Registry/Migrations/postgres/0016-parts.sql"
};
static const unsigned char postgres_0017[] = {
#embed "../Registry/Migrations/postgres/0017-find.sql"
};
static const unsigned char postgres_0018[] = {
#embed "../Registry/Migrations/postgres/0018-documents.sql"
};
static const unsigned char postgres_0019[] = {
#embed "../Registry/Migrations/postgres/0019-model-lists.sql"
};
static const unsigned char postgres_0020[] = {
#embed "../Registry/Migrations/postgres/0020-external-ids.sql"
};
static const unsigned char postgres_0022[] = {
#embed "../Registry/Migrations/postgres/0022-unknown-plate-inbox.sql"
};
static const unsigned char postgres_0023[] = {
#embed "../Registry/Migrations/postgres/0023-home.sql"
};
static const unsigned char postgres_0024[] = {
#embed "../Registry/Migrations/postgres/0024-label-layouts.sql"
};
static const unsigned char postgres_0026[] = {
#embed "../Registry/Migrations/postgres/0026-warranty.sql"
};
static const unsigned char postgres_0027[] = {
#embed "../Registry/Migrations/postgres/0027-outbox.sql"
};
static const unsigned char postgres_0028[] = {
#embed "../Registry/Migrations/postgres/0028-personal-notices.sql"
};
static const unsigned char postgres_0029[] = {
#embed "../Registry/Migrations/postgres/0029-party-contacts.sql"
};
static const unsigned char postgres_0030[] = {
#embed "../Registry/Migrations/postgres/0030-registrations.sql"
};
static const unsigned char postgres_0031[] = {
#embed "../Registry/Migrations/postgres/0031-attachments.sql"
};
static const unsigned char postgres_0032[] = {
#embed "../Registry/Migrations/postgres/0032-claims.sql"
};
static const unsigned char postgres_0033[] = {
#embed "../Registry/Migrations/postgres/0033-maintenance.sql"
};
static const unsigned char postgres_0034[] = {
#embed "../Registry/Migrations/postgres/0034-cases.sql"
};
static const unsigned char postgres_0035[] = {
#embed "../Registry/Migrations/postgres/0035-service.sql"
};
static const unsigned char postgres_0036[] = {
#embed "../Registry/Migrations/postgres/0036-document-faults.sql"
};
static const unsigned char postgres_0037[] = {
#embed "../Registry/Migrations/postgres/0037-theft.sql"
};
static const unsigned char postgres_0038[] = {
#embed "../Registry/Migrations/postgres/0038-campaigns.sql"
};
static const unsigned char postgres_0039[] = {
#embed "../Registry/Migrations/postgres/0039-verification.sql"
};
static const unsigned char postgres_0040[] = {
#embed "../Registry/Migrations/postgres/0040-locations.sql"
};
static const unsigned char postgres_0041[] = {
#embed "../Registry/Migrations/postgres/0041-holds.sql"
};
static const unsigned char postgres_0042[] = {
#embed "../Registry/Migrations/postgres/0042-returns.sql"
};
static const unsigned char postgres_0043[] = {
#embed "../Registry/Migrations/postgres/0043-stock.sql"
};
static const unsigned char postgres_0044[] = {
#embed "../Registry/Migrations/postgres/0044-shipments.sql"
};
static const unsigned char postgres_0045[] = {
#embed "../Registry/Migrations/postgres/0045-counts.sql"
};
static const unsigned char postgres_0046[] = {
#embed "../Registry/Migrations/postgres/0046-replenishment.sql"
};
static const unsigned char postgres_0047[] = {
#embed "../Registry/Migrations/postgres/0047-batch-expiry.sql"
};
static const unsigned char postgres_0048[] = {
#embed "../Registry/Migrations/postgres/0048-picks.sql"
};
static const unsigned char postgres_0052[] = {
#embed "../Registry/Migrations/postgres/0052-service-lives.sql"
};
static const unsigned char postgres_0053[] = {
#embed "../Registry/Migrations/postgres/0053-complaints.sql"
};
static const unsigned char postgres_0054[] = {
#embed "../Registry/Migrations/postgres/0054-emerging-issues.sql"
};
static const unsigned char postgres_0055[] = {
#embed "../Registry/Migrations/postgres/0055-unit-claims.sql"
};
static const unsigned char postgres_0056[] = {
#embed "../Registry/Migrations/postgres/0056-unit-readings.sql"
};
static const unsigned char postgres_0057[] = {
#embed "../Registry/Migrations/postgres/0057-watched-units.sql"
};

static const struct registry_migration postgres_migrations[] = {
    {1, "core", postgres_0001, sizeof postgres_0001},
    {2, "keys", postgres_0002, sizeof postgres_0002},
    {3, "unknown-plates", postgres_0003, sizeof postgres_0003},
    {4, "populations", postgres_0004, sizeof postgres_0004},
    {5, "components", postgres_0005, sizeof postgres_0005},
    {6, "reference-tables", postgres_0006, sizeof postgres_0006},
    {7, "many-servers", postgres_0007, sizeof postgres_0007},
    {8, "copies", postgres_0008, sizeof postgres_0008},
    {9, "access", postgres_0009, sizeof postgres_0009},
    {10, "audit-trail", postgres_0010, sizeof postgres_0010},
    {11, "budgets", postgres_0011, sizeof postgres_0011},
    {12, "specifications", postgres_0012, sizeof postgres_0012},
    {13, "import-options", postgres_0013, sizeof postgres_0013},
    {14, "model-numbers", postgres_0014, sizeof postgres_0014},
    {15, "nomenclatures", postgres_0015, sizeof postgres_0015},
    {16, "parts", postgres_0016, sizeof postgres_0016},
    {17, "find", postgres_0017, sizeof postgres_0017},
    {18, "documents", postgres_0018, sizeof postgres_0018},
    {19, "model-lists", postgres_0019, sizeof postgres_0019},
    {20, "external-ids", postgres_0020, sizeof postgres_0020},
    {22, "unknown-plate-inbox", postgres_0022, sizeof postgres_0022},
    {23, "home", postgres_0023, sizeof postgres_0023},
    {24, "label-layouts", postgres_0024, sizeof postgres_0024},
    {26, "warranty", postgres_0026, sizeof postgres_0026},
    {27, "outbox", postgres_0027, sizeof postgres_0027},
    {28, "personal-notices", postgres_0028, sizeof postgres_0028},
    {29, "party-contacts", postgres_0029, sizeof postgres_0029},
    {30, "registrations", postgres_0030, sizeof postgres_0030},
    {31, "attachments", postgres_0031, sizeof postgres_0031},
    {32, "claims", postgres_0032, sizeof postgres_0032},
    {33, "maintenance", postgres_0033, sizeof postgres_0033},
    {34, "cases", postgres_0034, sizeof postgres_0034},
    {35, "service", postgres_0035, sizeof postgres_0035},
    {36, "document-faults", postgres_0036, sizeof postgres_0036},
    {37, "theft", postgres_0037, sizeof postgres_0037},
    {38, "campaigns", postgres_0038, sizeof postgres_0038},
    {39, "verification", postgres_0039, sizeof postgres_0039},
    {40, "locations", postgres_0040, sizeof postgres_0040},
    {41, "holds", postgres_0041, sizeof postgres_0041},
    {42, "returns", postgres_0042, sizeof postgres_0042},
    {43, "stock", postgres_0043, sizeof postgres_0043},
    {44, "shipments", postgres_0044, sizeof postgres_0044},
    {45, "counts", postgres_0045, sizeof postgres_0045},
    {46, "replenishment", postgres_0046, sizeof postgres_0046},
    {47, "batch-expiry", postgres_0047, sizeof postgres_0047},
    {48, "picks", postgres_0048, sizeof postgres_0048},
    {52, "service-lives", postgres_0052, sizeof postgres_0052},
    {53, "complaints", postgres_0053, sizeof postgres_0053},
    {54, "emerging-issues", postgres_0054, sizeof postgres_0054},
    {55, "unit-claims", postgres_0055, sizeof postgres_0055},
    {56, "unit-readings", postgres_0056, sizeof postgres_0056},
    {57, "watched-units", postgres_0057, sizeof postgres_0057},
};

const struct registry_migration *const registry_sqlite_migrations = sqlite_migrations;
const struct registry_migration *const registry_postgres_migrations = postgres_migrations;
const size_t registry_migration_count = sizeof sqlite_migrations / sizeof sqlite_migrations[0];
