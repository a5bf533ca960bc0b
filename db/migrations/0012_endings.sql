-- Whoever changes these rows, a person in psql included, ends what was open by their right: every api process listens.
CREATE FUNCTION notify_session_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('throughline', json_build_object('kind', 'session_ended', 'sessionId', OLD.id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_ended AFTER DELETE ON "sessions" FOR EACH ROW EXECUTE FUNCTION notify_session_ended();
--> statement-breakpoint
CREATE FUNCTION notify_membership_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('throughline', json_build_object(
    'kind', 'membership_ended', 'projectId', OLD.project_id, 'agentId', OLD.agent_id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER membership_ended AFTER DELETE ON "memberships" FOR EACH ROW EXECUTE FUNCTION notify_membership_ended();
--> statement-breakpoint
CREATE FUNCTION notify_visitor_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('throughline', json_build_object('kind', 'visitor_ended', 'visitorId', OLD.id)::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER visitor_ended AFTER DELETE ON "visitors" FOR EACH ROW EXECUTE FUNCTION notify_visitor_ended();
--> statement-breakpoint
-- A changed password ends every session there is. Who changes their own begins a new one in the same transaction, afterwards.
CREATE FUNCTION end_sessions_of_changed_password() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "sessions" WHERE user_id = NEW.user_id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER password_changed AFTER UPDATE OF "password" ON "accounts" FOR EACH ROW
  WHEN (OLD.password IS DISTINCT FROM NEW.password) EXECUTE FUNCTION end_sessions_of_changed_password();
