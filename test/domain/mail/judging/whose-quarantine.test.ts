import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../../domain/mail/judging/judgement.ts';
import {
  acme,
  answering,
  GONE_SUPPORT,
  ID,
  judgedMail,
  ONE_DELETED,
  other,
  OTHER_SUPPORT,
  SUPPORT,
  TO,
  TWO_PROJECTS,
} from './judge-fixture.ts';

type Mail = Parameters<typeof judgedMail>[0];

const OTHER = { id: other, addresses: [OTHER_SUPPORT] };
/** The conversations are of the younger of two projects. */
const YOUNGER: Partial<Evidence> = { supported: [OTHER, { id: acme, addresses: [SUPPORT] }] };
const GAVE_UP: Partial<Evidence> = {
  ...YOUNGER,
  former: { had: new Map([['old@acme.example', acme]]), someDeleted: false },
};
/** They are of one whose rows are not all gone yet. */
const DELETING: Partial<Evidence> = { supported: [OTHER], former: { had: new Map(), someDeleted: true } };

describe('mail of a deleted project is shown to no team', () => {
  it.each<[string, Mail, Partial<Evidence>]>([
    ['to its support address', { to: [GONE_SUPPORT] }, ONE_DELETED],
    ['to an alias of it, in copy', { to: ['kim@x.test'], cc: ['Help+shop@Gone.example'] }, ONE_DELETED],
    ['to the address of a conversation that went with it', { to: [TO.ofNobody] }, ONE_DELETED],
    ['to such an address where a second project stands', { to: [TO.ofNobody] }, TWO_PROJECTS],
    ['to one of its Message-IDs', { to: ['x@y.test'], header: answering(ID.ofNobody) }, ONE_DELETED],
    ['of one of its agents', { to: [TO.ofNobodysAgent] }, ONE_DELETED],
    ['while its rows are not all gone', { to: [TO.here] }, DELETING],
    ['of its agents meanwhile', { to: [TO.agentMail] }, DELETING],
  ])('%s', (_, mail, known) => {
    expect(judgedMail(mail, known)).toHaveProperty('nobodys');
  });
});

describe('mail that names a project is shown to its team and to no other', () => {
  it.each<[string, Mail, Partial<Evidence>]>([
    ['by an address that was damaged', { to: [TO.damaged] }, YOUNGER],
    ['by a forged address of an agent’s mail', { to: [TO.forgedAgentMail] }, YOUNGER],
    ['by the signature of a conversation that is gone', { to: [TO.gone] }, YOUNGER],
    ['by a Message-ID beside a bad address', { to: [TO.ofNobody], header: answering(ID.here) }, YOUNGER],
    ['by an address it gave up', { to: ['old@acme.example'] }, GAVE_UP],
  ])('%s', (_, mail, known) => {
    expect(judgedMail(mail, known)).toMatchObject({ projectId: acme, begins: false });
  });
});

describe('mail that names none', () => {
  it('is shown to the oldest project’s team, and to the only one whatever it says', () => {
    expect(judgedMail({ to: ['sales@x.test'] }, ONE_DELETED)).toMatchObject({ projectId: acme });
    expect(judgedMail({ to: [TO.ofNobody] })).toMatchObject({ projectId: acme });
    expect(judgedMail({ to: [TO.ofNobodysAgent] })).toMatchObject({ projectId: acme });
  });

  it('goes to whoever has the address now, whoever had it before', () => {
    const had = { former: { had: new Map([[SUPPORT, null]]), someDeleted: true } };
    expect(judgedMail({ to: [SUPPORT] }, had)).toMatchObject({ projectId: acme, begins: true });
    expect(judgedMail({ to: [TO.agentMail] }, had)).toMatchObject({ projectId: acme });
  });
});
