#ifndef NAMEPLATE_CPOSTGRES_H
#define NAMEPLATE_CPOSTGRES_H

#include <libpq-fe.h>

// Fields of an error: https://www.postgresql.org/docs/current/libpq-exec.html#LIBPQ-PQRESULTERRORFIELD
static inline const char *postgres_sqlstate(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_SQLSTATE);
}
static inline const char *postgres_primary_message(const PGresult *result) {
    return PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
}

#endif
