import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const mail = (parts: object) =>
  JSON.stringify({ MessageID: 'x', From: 'kim@example.org', Subject: 'Help', ...parts });

function run(lines: string[]) {
  const { stdout, status } = spawnSync('npm', ['run', '--silent', 'read-email'], {
    cwd: root,
    input: `${lines.join('\n')}\n`,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return {
    status,
    answers: stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  };
}

it('reads mail from the shell, a line each, in order', () => {
  const { status, answers } = run([
    mail({ TextBody: 'One\n\nOn 24 Nov 2026 3:40, Ana wrote:\n> Hello' }),
    mail({ HtmlBody: '<p>Two</p><blockquote type="cite">Hello</blockquote>' }),
    mail({ From: 'mailer-daemon@example.org', TextBody: 'Three', Subject: 'Undelivered' }),
  ]);
  expect(status).toBe(0);
  expect(answers).toEqual([
    { reply: 'One', automatic: false, bounce: false },
    { reply: 'Two', automatic: false, bounce: false },
    { reply: 'Three', automatic: true, bounce: true },
  ]);
});

it('answers a line that is no mail with an error, and goes on', () => {
  const { status, answers } = run(['{"no":"mail"}', 'not json', mail({ TextBody: 'One' })]);
  expect(status).toBe(1);
  expect(answers).toEqual([
    { error: 'not_a_mail' },
    { error: 'not_a_mail' },
    { reply: 'One', automatic: false, bounce: false },
  ]);
});
