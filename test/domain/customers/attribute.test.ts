import { describe, expect, it } from 'vitest';
import { keyFor, knownTogether, readValue, valueText } from '../../../domain/customers/attribute.ts';
import { nameTogether } from '../../../domain/customers/customer-view.ts';

const plain = { choices: [] };

describe('what is typed as an attribute', () => {
  it.each([
    ['text', ' Friends of paper ', 'Friends of paper'],
    ['number', '612', 612],
    ['number', '-3,5', -3.5],
    ['date', '2028-02-29', '2028-02-29'],
    ['yesNo', 'no', false],
  ] as const)('as a %s takes %j', (type, typed, value) => {
    const read = readValue({ ...plain, type }, typed);
    expect(read).toEqual({ value });
    expect(readValue({ ...plain, type }, valueText(value))).toEqual({ value });
  });

  it.each([
    ['number', 'many'],
    ['number', '1e999'],
    ['date', '2026-02-29'],
    ['date', '29.3.2026'],
    ['yesNo', 'perhaps'],
    ['choice', 'Gold'],
    ['text', 'x'.repeat(501)],
  ] as const)('as a %s does not take %j, and says what it takes', (type, typed) => {
    expect(readValue({ type, choices: ['Silver'] }, typed)).toHaveProperty('problem');
  });

  it('is one of the choices, or nothing', () => {
    const plan = { type: 'choice', choices: ['Silver', 'Gold'] } as const;
    expect(readValue({ ...plan, choices: [...plan.choices] }, 'Gold')).toEqual({ value: 'Gold' });
    expect(readValue({ ...plan, choices: [...plan.choices] }, ' ')).toEqual({ value: null });
  });
});

it.each([
  ['Plan, since', [], 'plan_since'],
  ['Größe', [], 'große'],
  ['Plan', ['plan', 'plan_2'], 'plan_3'],
  ['…', [], 'attribute'],
  ['顧客番号', [], '顧客番号'],
])('the label %j has a key that no other has', (label, taken, key) => {
  expect(keyFor(label, taken)).toBe(key);
});

it('of two customers who are one, the first is believed and the other fills what is missing', () => {
  expect(knownTogether([{ plan: 'Gold' }, { plan: 'Silver', orders: 3 }])).toEqual({
    plan: 'Gold',
    orders: 3,
  });
});

it.each([
  [[{ name: 'Ingrid', nameTyped: true }], { name: 'Ingrid', nameFrom: 'agent' }],
  [[{ name: 'Ingrid', nameTyped: false }], { name: 'Ingrid', nameFrom: 'learned' }],
  [
    [
      { name: null, nameTyped: false },
      { name: 'I. Solberg', nameTyped: false },
    ],
    { name: 'I. Solberg', nameFrom: 'learned' },
  ],
  [[{ name: null, nameTyped: false }], { name: null, nameFrom: null }],
] as const)('%j are called as the first of them who has a name', (all, called) => {
  expect(nameTogether(all)).toEqual(called);
});
