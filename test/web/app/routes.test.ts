import { describe, expect, it } from 'vitest';
import { newId } from '../../../domain/ids.ts';
import { conversationPath, laneOf, lanePath, matchRoute, returnPath } from '../../../web/app/routes.ts';

const url = (path: string) => new URL(path, 'https://inbox.example');

describe('addresses', () => {
  it('lead to their pages', () => {
    const id = newId('cnv');
    expect(matchRoute('/')).toEqual({ page: 'inbox' });
    expect(matchRoute(`/conversations/${id}`)).toEqual({ page: 'conversation', id });
    expect(matchRoute('/docs/')).toEqual({ page: 'docs' });
    expect(matchRoute('/settings')).toEqual({ page: 'settings' });
    expect(matchRoute('/account')).toEqual({ page: 'account' });
    expect(matchRoute('/projects')).toEqual({ page: 'projects' });
    const rule = newId('rul');
    expect(matchRoute('/settings/rules')).toEqual({ page: 'rules', id: null });
    expect(matchRoute(`/settings/rules/${rule}`)).toEqual({ page: 'rules', id: rule });
    expect(matchRoute('/settings/email')).toEqual({ page: 'email' });
    expect(matchRoute('/sign-in/forgotten')).toEqual({ page: 'forgottenPassword' });
    expect(matchRoute('/sign-in/new-password')).toEqual({ page: 'newPassword' });
  });
  it.each([
    '/conversations/x',
    '/docs/cnv_0123456789abcdef',
    '/settings/more',
    '/settings/rules/x',
    '/nowhere',
    '/docs/a/b',
  ])('%s leads nowhere', (path) => expect(matchRoute(path).page).toBe('missing'));
  it('keep the lane', () => {
    const id = newId('cnv');
    expect(laneOf(url(conversationPath(id, 'mine')))).toBe('mine');
    expect(laneOf(url(lanePath('closed')))).toBe('closed');
    expect([laneOf(url('/')), laneOf(url('/?lane=nonsense'))]).toEqual(['all', 'all']);
  });
});

describe('after signing in', () => {
  it('one is where one wanted to be', () => {
    expect(returnPath(url('/sign-in?next=%2Fsettings'))).toBe('/settings');
    expect(returnPath(url('/sign-in?next=%2F%3Flane%3Dmine'))).toBe('/?lane=mine');
  });
  it.each([
    ...['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/sign-in'],
    ...['/\t/evil.example', '/\n/evil.example', '\t//evil.example', '/./sign-in', 'evil.example'],
  ])('one is never sent to %s', (next) =>
    expect(returnPath(url(`/sign-in?next=${encodeURIComponent(next)}`))).toBe('/'),
  );
});
