import { describe, expect } from 'vitest';
import { it } from '../../support/browser/widget-page.ts';

describe('answers', () => {
  it('stream in piece by piece, and are announced once, when they are whole', async ({ widget }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('How?');
    await page.getByRole('img', { name: 'The assistant is writing' }).waitFor();
    await widget.connected();
    const draft = conversation.draft();
    draft.piece('Turn **it');
    await widget.sees('Turn **it');
    const busy = () => widget.log.getAttribute('aria-busy');
    expect(await busy()).toBe('true');
    draft.piece(' off** and on.');
    await widget.sees('off');
    const announced = page.locator('[aria-live=polite]');
    expect(await announced.textContent()).toBe('');
    draft.finish([{ title: 'Power', heading: 'Off and on' }]);
    await page.getByRole('list', { name: 'Sources' }).getByText('Off and on').waitFor();
    expect(await busy()).toBe('false');
    expect(await announced.textContent()).toBe('Assistant: Turn it off and on.');
    expect(await widget.count('Turn it off and on.')).toBe(1);
  });

  it('take back what an abandoned draft had shown', async ({ widget }) => {
    const { conversation } = widget;
    await widget.open();
    await widget.say('How?');
    await widget.connected();
    const draft = conversation.draft();
    draft.piece('A wrong beginning');
    await widget.sees('A wrong beginning');
    draft.withdraw();
    await widget.log.getByText('A wrong beginning').waitFor({ state: 'detached' });
    draft.piece('A better one');
    await widget.sees('A better one');
  });

  it('take back what was withdrawn while the connection was lost', async ({ widget }) => {
    const { api, conversation } = widget;
    await widget.open();
    await widget.say('How?');
    await widget.connected();
    conversation.draft().piece('Never finished');
    await widget.sees('Never finished');
    api.dropStreams();
    await widget.log.getByText('Never finished').waitFor({ state: 'detached' });
  });

  it('show tables, the wide ones with a scroll bar of their own', async ({ widget }) => {
    const { page, conversation } = widget;
    await widget.open();
    await widget.say('What does it cost?');
    await widget.arrived();
    const wide = 'Aufbewahrungsfristen';
    conversation.agentSays(
      `Our plans:\n| Plan | Price | ${`${wide} | `.repeat(4)}\n|---|--:|${'---|'.repeat(4)}\n| Team | **20 €** |`,
    );
    await page.getByRole('columnheader', { name: 'Price' }).waitFor();
    expect(await page.getByRole('cell').allTextContents()).toEqual(['Team', '20 €']);
    const room = await page
      .locator('.table')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(room).toBeGreaterThan(0);
    expect(await widget.log.evaluate((log) => log.scrollWidth - log.clientWidth)).toBe(0);
  });

  it('cannot run, fetch or restyle anything', async ({ widget }) => {
    const { page, api, conversation } = widget;
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await widget.open('/demo');
    await widget.say('Hi');
    await widget.arrived();
    conversation.agentSays(
      '![x](http://evil.example/p.png) <img src=x onerror=alert(1)> [l](javascript:alert(1)) <b>b</b>',
    );
    await widget.sees('onerror=alert(1)');
    expect(await widget.log.locator('img, b, a, script, style').count()).toBe(0);
    expect(requests.filter((url) => !url.startsWith(api.url))).toEqual([]);
  });
});
