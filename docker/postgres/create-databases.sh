#!/bin/bash
# A database per service, and a role that owns it. Nobody else may connect to it, so reaching into another service's tables
# is impossible rather than forbidden. Run by the server's image, once, before an empty data folder is first used.
# A role's password is in a variable with its name, such as PASSWORD_ORDERS.
set -euo pipefail

sql() { psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres "$@"; }

sql <<<'REVOKE CONNECT ON DATABASE postgres FROM public;'
for name in orders payments inventory shipping coordination locks events; do
    variable=PASSWORD_${name^^}
    # Read by psql from its input: an argument could be seen by everybody on the machine, a statement in the server's log.
    sql <<SQL
SET log_min_error_statement = panic;
SET log_statement = none;
\set password \`printenv $variable\`
CREATE ROLE $name LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD :'password';
CREATE DATABASE $name OWNER $name;
REVOKE CONNECT ON DATABASE $name FROM public;
SQL
    echo "database $name with its role"
done
