/** What somebody would write who knows the tables: the same rows by the same indexes, with nothing around it. */
export const BY_HAND = {
  list: `select c.*, k.email, k.name, r.seq as read_seq,
      exists (select 1 from parked_entries p where p.conversation_id = c.id) as parked,
      exists (select 1 from watches w where w.conversation_id = c.id and w.agent_id = $2) as watching,
      c.handler_by = 'agent' and exists (select 1 from messages m where m.conversation_id = c.id and m.seq > coalesce(r.seq, 0)
        and not m.withdrawn and case m.kind when 'event' then m.event->>'kind' = 'notDelivered'
          else m.author->>'agentId' is distinct from $2 end offset 0) as unread
    from conversations c left join customers k on k.id = c.customer_id
    left join reads r on r.conversation_id = c.id and r.agent_id = $2
    where c.project_id = $1 and c.last_seq > 0 /* which */`,
  order: `order by c.escalated_again desc, c.last_message_at desc, c.id desc limit 50`,
  found: `and c.id in (select conversation_id from searchable_words where project_id = $1 and words like $3)`,
  hits: `select distinct on (s.conversation_id) s.conversation_id, s.seq, m.text from searchable_words s
    join messages m on m.conversation_id = s.conversation_id and m.seq = s.seq
    where s.conversation_id = any($1) and s.words like $2 order by s.conversation_id, s.seq desc`,
  counts: [
    `select count(*) from conversations where project_id = $1 and last_seq > 0 and status = 'open' and handler_by = 'agent'`,
    `select count(*) from conversations where project_id = $1 and last_seq > 0 and status <> 'closed' and assignee_id = $2`,
    `select count(*) from conversations c where project_id = $1 and last_seq > 0 and status = 'open' and handler_by = 'agent'
      and exists (select 1 from messages m where m.conversation_id = c.id
        and m.seq > coalesce((select seq from reads where conversation_id = c.id and agent_id = $2), 0)
        and not m.withdrawn and case m.kind when 'event' then m.event->>'kind' = 'notDelivered'
          else m.author->>'agentId' is distinct from $2 end offset 0)`,
    `select count(distinct conversation_id) from parked_entries where project_id = $1`,
  ],
};
