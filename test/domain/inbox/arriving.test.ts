import { describe, expect, it } from 'vitest';
import {
  arrivingForVisitor,
  arrivingMessage,
  arrivingPreview,
  stillArriving,
} from '../../../domain/inbox/arriving.ts';
import { newId } from '../../../domain/ids.ts';

const customer = { by: 'customer' } as const;
const stranger = { by: 'other', email: 'sam@example.org', name: 'Sam' } as const;
const arriving = (parts: Partial<Parameters<typeof arrivingMessage>[0]> = {}) =>
  arrivingMessage({ id: newId('msg'), channel: 'widget', author: customer, text: 'Hello', ...parts });

describe('an arriving message', () => {
  it('carries a short text whole', () => {
    expect(arriving({ text: 'Hello' })).toMatchObject({ text: 'Hello', cut: false });
  });
  it.each(['a', 'ü', '猫', '👩‍👩‍👧‍👦', '\u0001', '\ud83d'])(
    'carries as much of a text of “%s” as a notification takes, and says that it is cut',
    (sign) => {
      const message = arriving({ text: sign.repeat(9_000), author: { ...stranger, name: 'ü'.repeat(200) } });
      expect(message.cut).toBe(true);
      expect(message.text.length).toBeGreaterThanOrEqual(500);
      expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThan(7_000);
    },
  );
});

describe('its visitor', () => {
  it('sees their own words in the chat, and no mail, whoever wrote it', () => {
    const all = [
      arriving({ text: 'Mine' }),
      arriving({ channel: 'email' }),
      arriving({ channel: 'email', author: stranger }),
    ];
    expect(arrivingForVisitor(all).map(({ text }) => text)).toEqual(['Mine']);
  });
  it('sees that there is more of a long one', () => {
    expect(arrivingForVisitor([arriving({ text: 'a'.repeat(4_000) })])[0]?.text).toMatch(/a…$/);
  });
});

describe('the list', () => {
  it('shows the customer’s newest words, and the moment of whatever came last', () => {
    const mine = arriving({ text: 'Where  is\nit?' });
    const theirs = { ...arriving({ channel: 'email', author: stranger }), at: '2030-01-01T00:00:00.000Z' };
    expect(arrivingPreview([mine, theirs])).toEqual({ preview: 'Where is it?', at: theirs.at });
  });
  it('shows nothing where nothing arrives', () => {
    expect(arrivingPreview([])).toBeNull();
  });
});

it('a message arrives no longer once the transcript shows it', () => {
  const [one, other] = [arriving(), arriving()];
  expect(stillArriving([one, other], [{ id: one.id }])).toEqual([other]);
});
