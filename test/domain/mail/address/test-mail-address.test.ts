import { describe, expect, it } from 'vitest';
import { newId } from '../../../../domain/ids.ts';
import {
  parseReplyToken,
  replyAddress,
  splitAddress,
  tokenPart,
} from '../../../../domain/mail/address/reply-address.ts';
import { testMailAddress, testMailOf } from '../../../../domain/mail/address/test-mail-address.ts';

const secrets = ['the newest secret of all', 'an older secret of ours'];
const places = {
  plus: { inboundDomain: 'reply.example.test', inboundAddress: null },
  hash: { inboundDomain: null, inboundAddress: `${'a1b2'.repeat(8)}@inbound.postmarkapp.com` },
  'catch-all': { inboundDomain: null, inboundAddress: '*@in.example.test' },
};

describe.each(Object.entries(places))('the address of a test mail, %s', (_form, place) => {
  const mail = { ...place, replyAddressSecrets: secrets };
  const id = newId('tst');
  const address = testMailAddress(id, mail);

  it('names its test mail, in any case and after a rotation', () => {
    expect(testMailOf(address, secrets)).toBe(id);
    expect(testMailOf(address.toUpperCase(), secrets)).toBe(id);
    const older = testMailAddress(id, { ...mail, replyAddressSecrets: secrets.slice(1) });
    expect(testMailOf(older, secrets)).toBe(id);
    expect(testMailOf(older, secrets.slice(0, 1))).toBeNull();
  });

  it('fits into the local part that RFC 5321 allows', () => {
    expect(splitAddress(address).local.length).toBeLessThanOrEqual(64);
  });

  it('is nothing with one character changed', () => {
    const token = tokenPart(address) ?? '';
    for (let i = 0; i < token.length; i++) {
      const changed = token.slice(0, i) + (token[i] === '0' ? '1' : '0') + token.slice(i + 1);
      expect(testMailOf(address.replace(token, changed), secrets)).toBeNull();
    }
  });

  it('is no reply address, and no reply address is one', () => {
    const bound = { conversationId: newId('cnv'), projectId: newId('prj') };
    expect(testMailOf(replyAddress(bound, mail), secrets)).toBeNull();
    const key = parseReplyToken(tokenPart(address) ?? '');
    expect(key?.mac).not.toBe(
      tokenPart(replyAddress({ ...bound, conversationId: key!.conversationId }, mail))!.slice(16),
    );
  });
});
