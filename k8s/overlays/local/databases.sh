#!/bin/bash
# Runs once, when the data folder is new: a database per service, and a role that owns it. Nobody else may enter it, so
# that reaching into another service's tables is impossible rather than forbidden.
set -euo pipefail

run() {
    psql --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"
}

run --command 'REVOKE CONNECT ON DATABASE postgres FROM public'

# A file per database, named after it: the password of its role.
for file in /passwords/*; do
    run --set name="$(basename "$file")" --set password="$(cat "$file")" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM public;
SQL
done
