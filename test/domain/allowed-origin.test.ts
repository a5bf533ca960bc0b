import { describe, expect, it } from 'vitest';
import { allowsOrigin, readAllowedOrigin } from '../../domain/project/allowed-origin.ts';

const origin = (text: string) => {
  const read = readAllowedOrigin(text);
  return 'origin' in read ? read.origin : null;
};
const problem = (text: string) => {
  const read = readAllowedOrigin(text);
  return 'problem' in read ? read.problem : null;
};

describe('an allowed site', () => {
  it.each([
    ['https://www.example.com', 'https://www.example.com'],
    [' HTTPS://WWW.Example.com/ ', 'https://www.example.com'],
    ['https://www.example.com:443', 'https://www.example.com'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:3000', 'http://[::1]:3000'],
    ['https://bücher.example', 'https://xn--bcher-kva.example'],
    ['https://*.example.com', 'https://*.example.com'],
    ['https://*.Example.com:8443', 'https://*.example.com:8443'],
    ['http://*.localhost', 'http://*.localhost'],
    ['null', 'null'],
    ['capacitor://localhost', 'capacitor://localhost'],
  ])('%s is kept as browsers send it', (written, kept) => expect(origin(written)).toBe(kept));

  it.each([
    ['www.example.com', 'a site begins with https://. Write https://www.example.com.'],
    ['example.com/shop', 'a site begins with https://. Write https://example.com.'],
    ['https://www.example.com/shop', 'not a part of it. Write https://www.example.com.'],
    ['https://www.example.com/?a=1', 'Write https://www.example.com.'],
    ['https://ana@www.example.com', 'Write https://www.example.com.'],
    ['*', 'leave the field empty'],
    ['https://*', 'begins|a \\*|Name a domain'],
    ['https://*.com', 'Name a domain'],
    ['https://*.1.2.3.4', 'Name a domain'],
    ['https://shop.*.com', 'a \\* stands only for the first part'],
    ['https://shop*.example.com', 'a \\* stands only for the first part'],
    ['https://', 'no address of a site'],
    ['https://exa mple.com', 'no address of a site'],
    ['javascript:alert(1)', 'a site begins with https://'],
    ['nonsense', 'a site begins with https://'],
  ])('%s is refused in words', (written, words) => {
    expect(problem(written)).toMatch(new RegExp(words.replace(/[.?](?!\*)/g, '\\$&')));
    expect(problem(written)).toContain(written.trim());
  });
});

describe('a page', () => {
  it('may show the widget anywhere when no site is named', () => {
    expect(allowsOrigin([], 'https://anywhere.example')).toBe(true);
  });
  it('of a subdomain is allowed by a wildcard, at any depth, with its scheme and port', () => {
    const allowed = ['https://*.example.com'];
    expect(allowsOrigin(allowed, 'https://shop.example.com')).toBe(true);
    expect(allowsOrigin(allowed, 'https://a.b.example.com')).toBe(true);
    for (const origin of [
      'https://example.com',
      'http://shop.example.com',
      'https://shop.example.com:8443',
      'https://evilexample.com',
      'https://shop.example.com.evil.example',
      'https://.example.com',
      'null',
    ])
      expect([origin, allowsOrigin(allowed, origin)]).toEqual([origin, false]);
  });
  it('without an origin is allowed only by name', () => {
    expect(allowsOrigin(['null'], 'null')).toBe(true);
    expect(allowsOrigin(['https://www.example.com'], 'null')).toBe(false);
  });
});
