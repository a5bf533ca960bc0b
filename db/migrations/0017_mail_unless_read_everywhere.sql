-- "Always" is what every project began with; whoever wants every reply mailed chooses it again.
UPDATE "projects" SET "mail_policy" = 'unlessRead' WHERE "mail_policy" = 'always';
