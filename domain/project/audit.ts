/** What somebody did to a project, not what they said in its conversations: those keep their own record. */
export const AUDIT_ACTS = {
  signed_in: 'signed in',
  guessing: 'was the aim of many wrong passwords',
  name_changed: 'changed their name',
  password_changed: 'changed their password',
  password_reset: 'set a new password by mail',
  password_reset_by_shell: 'got a new password from the server’s shell',
  second_step_on: 'set up an authenticator',
  second_step_off: 'removed their authenticator',
  recovery_codes_made: 'made new recovery codes',
  recovery_code_used: 'signed in with a recovery code',
  passkey_added: 'added a passkey',
  passkey_removed: 'removed a passkey',
  member_invited: 'invited',
  invitation_renewed: 'invited once more',
  invitation_revoked: 'revoked the invitation of',
  invitation_accepted: 'joined the team',
  member_left: 'left the team',
  member_removed: 'removed from the team',
  role_changed: 'changed the role of',
  second_step_required: 'asked everyone for a second step',
  second_step_not_required: 'asked nobody for a second step any more',
  second_steps_removed_by_shell: 'lost their authenticator and passkeys at the server’s shell',
  project_added: 'added this project',
  project_archived: 'archived this project',
  project_restored: 'restored this project',
  settings_changed: 'changed the settings',
  article_added: 'added the article',
  article_changed: 'changed the article',
  article_removed: 'deleted the article',
  articles_arranged: 'arranged the articles',
  source_added: 'added the source',
  source_changed: 'changed the source',
  source_read: 'had the source read',
  source_paused: 'paused the source',
  source_stopped: 'stopped reading the source',
  source_removed: 'deleted the source and its articles',
  docs_token_made: 'made a token for articles by the API',
  docs_token_revoked: 'revoked the token for articles by the API',
  saved_reply_added: 'added the saved reply',
  saved_reply_changed: 'changed the saved reply',
  saved_reply_removed: 'deleted the saved reply',
  rule_added: 'added the rule',
  rule_changed: 'changed the rule',
  rule_switched_on: 'switched on the rule',
  rule_switched_off: 'switched off the rule',
  rule_moved: 'moved the rule',
  rule_removed: 'deleted the rule',
  test_question_added: 'added a test question',
  test_question_changed: 'changed a test question',
  test_question_removed: 'deleted a test question',
  tag_added: 'added the tag',
  tag_changed: 'changed the tag',
  tag_merged: 'merged tags',
  tag_removed: 'deleted the tag',
  customer_changed: 'changed what is known of a customer',
  customers_merged: 'merged two customers',
  customers_unmerged: 'undid a merge of customers',
  attributes_changed: 'changed what is to be known of customers',
  block_added: 'blocked whom a conversation is with',
  block_lifted: 'lifted a block',
  webhook_added: 'added a webhook',
  webhook_removed: 'removed a webhook',
  identity_secret_added: 'made a secret for signed-in customers',
  identity_secret_removed: 'removed a secret for signed-in customers',
  conversation_erased: 'erased a conversation',
  customer_erased: 'erased a customer',
  audit_exported: 'downloaded this log',
} as const;

export type AuditAct = keyof typeof AUDIT_ACTS;
export const isAuditAct = (text: string): text is AuditAct => Object.hasOwn(AUDIT_ACTS, text);

/** Each changed field with what it was and what it is, as JSON. */
export type AuditChanges = Record<string, { from: unknown; to: unknown }>;

/** What was done, as it is written down. Never a word or an address of a customer: those can be erased, this is kept. */
export interface AuditedAct {
  act: AuditAct;
  /** What it was done to, in a word or an id; null where the act says it. */
  about?: string | null;
  changes?: AuditChanges | null;
}

/** The fields of `after` that `before` has otherwise; null: none. */
export function changesBetween(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): AuditChanges | null {
  const changed = Object.entries(after).filter(
    ([field, to]) => to !== undefined && JSON.stringify(before[field] ?? null) !== JSON.stringify(to),
  );
  if (changed.length === 0) return null;
  return Object.fromEntries(changed.map(([field, to]) => [field, { from: before[field] ?? null, to }]));
}
