import { describe, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import {
  matching,
  mayChange,
  SAVED_REPLY_NAME,
  type SavedReply,
} from '../../../domain/saved-replies/saved-reply.ts';
import { fillVariables, unfilledIn, type VariableValues } from '../../../domain/saved-replies/variables.ts';

const known = (name: string | null): VariableValues => ({
  'customer.name': name,
  'agent.name': 'Ana',
  'conversation.subject': 'Torn shade',
  'project.name': 'Lantern',
});

describe('variables', () => {
  it('are filled with what is known, whatever spaces stand in their braces', () => {
    const text = 'Hi {customer.first_name}, about “{ conversation.subject }”. {agent.name}, {project.name}';
    expect(fillVariables(text, known('Ingrid Solberg'))).toBe('Hi Ingrid, about “Torn shade”. Ana, Lantern');
  });

  it.each([
    ['Ingrid Solberg', 'Ingrid'],
    ['Solberg, Ingrid', 'Ingrid'],
    ['Dr. Ingrid Solberg', 'Ingrid'],
    ['山田太郎', '山田太郎'],
    ['ليلى منصور', 'ليلى'],
  ])('take the first name of %s', (name, first) => {
    expect(fillVariables('{customer.first_name}', known(name))).toBe(first);
  });

  it('stay where nothing is known, and are found there before anybody sends them', () => {
    const text = fillVariables('Hi {customer.first_name} {customer.name} {other}', known(null));
    expect(text).toBe('Hi {customer.first_name} {customer.name} {other}');
    expect(unfilledIn(text)).toEqual(['{customer.first_name}', '{customer.name}']);
    expect(unfilledIn('if (a) { b }')).toEqual([]);
  });

  it('fill nothing that a customer’s name only looks like', () => {
    expect(fillVariables('{customer.name}', known('{agent.name}'))).toBe('{agent.name}');
  });
});

const reply = (name: string, parts: Partial<SavedReply> = {}): SavedReply => ({
  ...{ id: newId('srp'), name, text: 'Text', language: null, acts: [], files: [] },
  ...{ owner: null, author: null },
  ...parts,
});

describe('saved replies', () => {
  it('in the customer’s language come first among equals, and no language before another', () => {
    const all = [
      reply('bill-a', { language: 'fr' }),
      reply('bill-b'),
      reply('bill-c', { language: 'pt-BR' }),
      reply('the-bill', { language: 'pt' }),
    ];
    const names = (language: string | null) => matching(all, 'bill', language).map(({ name }) => name);
    expect(names('pt')).toEqual(['bill-c', 'bill-b', 'bill-a', 'the-bill']);
    expect(names(null)).toEqual(['bill-a', 'bill-b', 'bill-c', 'the-bill']);
  });

  it('are found by the beginning of their name first, then by what is in it, without case and accents', () => {
    const all = [
      reply('late-shade'),
      reply('shade-care'),
      reply('Ombré'),
      reply('other', { text: 'A shade' }),
    ];
    expect(matching(all, 'SHA').map(({ name }) => name)).toEqual(['shade-care', 'late-shade', 'other']);
    expect(matching(all, 'ombre').map(({ name }) => name)).toEqual(['Ombré']);
    expect(matching(all, '')).toHaveLength(4);
  });

  it('are changed by their owner, or, when shared, by admins and whoever added them', () => {
    const [ana, ben] = [newId('agt'), newId('agt')];
    const may = (of: Partial<SavedReply>, isAdmin: boolean) =>
      mayChange(reply('a', of), { agentId: ana, isAdmin });
    expect([may({ owner: ana }, false), may({ owner: ben }, true)]).toEqual([true, false]);
    expect([may({ author: ana }, false), may({ author: ben }, false), may({}, true)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('have names of one word in any script', () => {
    expect(['thanks', 'returns_2', 'дякую', 'ขอบคุณ'].every((name) => SAVED_REPLY_NAME.test(name))).toBe(true);
    expect(['two words', '/slash', '', 'a/b', '-a'].some((name) => SAVED_REPLY_NAME.test(name))).toBe(false);
  });
});
