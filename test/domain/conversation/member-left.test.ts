import { describe, expect, it } from 'vitest';
import { memberLeft } from '../../../domain/signals/member-left.ts';
import { newConversation, type ConversationState } from '../../../domain/conversation/state.ts';
import { newId, type AgentId } from '../../../domain/ids.ts';
import type { Standing } from '../../../domain/standing.ts';

const at = '2026-01-01T12:00:00.000Z';
const ana: AgentId = 'agt_ana0000000000000';
const ben: AgentId = 'agt_ben0000000000000';

const held = (standing: Partial<Standing> = {}): ConversationState =>
  newConversation({
    ...{ conversationId: newId('cnv'), projectId: newId('prj'), channel: 'widget', customerEmail: null },
    ...{ lastSeq: 1, status: 'waiting', handler: { by: 'agent', agentId: ben }, assignee: ben },
    ...{ escalation: null, ...standing },
  });

describe('when the assignee leaves the team', () => {
  it('nobody is responsible, the team still has it, and the transcript says so', () => {
    const state = held();
    memberLeft(state, { id: newId('msg'), agentId: ben }, at);
    expect(state).toMatchObject({
      status: 'waiting',
      handler: { by: 'agent', agentId: null },
      assignee: null,
      unrecorded: [{ kind: 'event', audience: 'team', event: { kind: 'memberLeft', agentId: ben } }],
    });
  });

  it('told again, it says it once', () => {
    const state = held();
    const id = newId('msg');
    memberLeft(state, { id, agentId: ben }, at);
    memberLeft(state, { id, agentId: ben }, at);
    memberLeft(state, { id: newId('msg'), agentId: ben }, at);
    expect(state.unrecorded).toHaveLength(1);
  });

  it('a colleague who has it meanwhile keeps it', () => {
    const state = held({ assignee: ana, handler: { by: 'agent', agentId: ana } });
    memberLeft(state, { id: newId('msg'), agentId: ben }, at);
    expect(state).toMatchObject({ assignee: ana, unrecorded: [] });
  });
});
