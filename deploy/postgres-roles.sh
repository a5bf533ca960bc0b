#!/bin/sh
# Gives Throughline and Temporal a role and databases of their own, which are neither superuser nor each other's. Runs at every
# start, so that a cluster of an earlier version gets them too, and a new password is taken over.
set -eu

psql --no-psqlrc -v ON_ERROR_STOP=1 -v app="$APP_PASSWORD" -v temporal="$TEMPORAL_PASSWORD" -d throughline <<'SQL'
\set QUIET on
select format('create role %I', name) from unnest(array['throughline_app', 'temporal']) as name
  where not exists (select from pg_roles where rolname = name) \gexec
alter role throughline_app login nosuperuser nocreatedb nocreaterole password :'app';
alter role temporal login nosuperuser nocreatedb nocreaterole password :'temporal';

select format('create database %I', name) from unnest(array['temporal', 'temporal_visibility']) as name
  where not exists (select from pg_database where datname = name) \gexec
alter database throughline owner to throughline_app;
alter database temporal owner to temporal;
alter database temporal_visibility owner to temporal;
revoke connect, temporary on database throughline, temporal, temporal_visibility, postgres from public;
SQL

# What the superuser made in an earlier version. Sequences of columns follow their tables.
own() {
  psql --no-psqlrc -v ON_ERROR_STOP=1 -v owner="$2" -d "$1" <<'SQL'
\set QUIET on
select format('alter schema %I owner to %I', nspname, :'owner') from pg_namespace
  where nspname !~ '^pg_' and nspname <> 'information_schema' \gexec
select format('alter table %s owner to %I', c.oid::regclass, :'owner') from pg_class c
  join pg_namespace n on n.oid = c.relnamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm')
    and pg_get_userbyid(c.relowner) <> :'owner' \gexec
select format('alter routine %s owner to %I', p.oid::regprocedure, :'owner') from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname !~ '^pg_' and n.nspname <> 'information_schema' and pg_get_userbyid(p.proowner) <> :'owner'
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') \gexec
SQL
}
own throughline throughline_app
own temporal temporal
own temporal_visibility temporal
