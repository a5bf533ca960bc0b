import { expect, it } from 'vitest';
import { markdownToText } from '../../../domain/markdown/markdown-to-text.ts';
import { parseMarkdown } from '../../../domain/markdown/markdown.ts';

const plain = (text: string) => markdownToText(parseMarkdown(text));

it.each([
  ['loses what marks emphasis', 'It takes **about a _day_**, `roughly`.', 'It takes about a day, roughly.'],
  ['keeps the lines people wrote', 'Hello,\nyes.\n\nAna', 'Hello,\nyes.\n\nAna'],
  ['keeps lists', '- one\n- two\n\n3. three\n4. four', '- one\n- two\n\n3. three\n4. four'],
  ['shows where a link leads', '[Read this](https://example.com/a)', 'Read this <https://example.com/a>'],
  ['shows a bare link once', 'See https://example.com/a.', 'See https://example.com/a.'],
  ['shows an address once', '<ana@example.com>', 'ana@example.com'],
  ['indents code', '```\nnpm start\n```', '    npm start'],
  ['keeps quotes', '> said\n> so', '> said\n> so'],
  ['keeps the rows of a table', '| a | b |\n|---|---|\n| **1** | |', 'a | b\n1 | '],
  ['makes a heading a line', '## Next', 'Next'],
])('%s', (_what, markdown, text) => {
  expect(plain(markdown)).toBe(text);
});
