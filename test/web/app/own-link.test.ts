import { describe, expect, it } from 'vitest';
import { isOwnLink } from '../../../web/app/own-link.ts';

const ORIGIN = 'https://inbox.example';

function link(href: string, attributes: { download?: true; target?: string } = {}) {
  const { origin, pathname, hash } = new URL(href, ORIGIN);
  const { target = '', download = false } = attributes;
  return { origin, pathname, hash, target, hasAttribute: (name: string) => name === 'download' && download };
}

describe('a click on a link', () => {
  it.each([
    '/',
    '/?lane=mine',
    '/conversations/cnv_0123456789abcdef',
    '/docs',
    '/settings/email',
    '/quarantine',
  ])('to %s stays inside the inbox', (path) => expect(isOwnLink(link(path), ORIGIN)).toBe(true));
  it.each([
    '/attachments/att_0123456789abcdef',
    '/mails/eml_0123456789abcdef/source',
    '/mails/eml_0123456789abcdef/html',
    '/remote-image?url=x',
    '/trpc/me',
    '/api/auth/ok',
    '/webhooks/postmark/inbound',
    '/demo',
    '/widget.js',
    '/health',
    '/ready',
    '/whatever-the-api-learns-next',
    'https://elsewhere.example/docs',
    'mailto:ana@example.com',
    '/docs#content',
  ])('to %s is the browser’s', (path) => expect(isOwnLink(link(path), ORIGIN)).toBe(false));
  it('that saves a file or opens a window is the browser’s, wherever it leads', () => {
    expect(isOwnLink(link('/docs', { download: true }), ORIGIN)).toBe(false);
    expect(isOwnLink(link('/docs', { target: '_blank' }), ORIGIN)).toBe(false);
  });
});
