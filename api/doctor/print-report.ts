import {
  CHECK_GROUPS,
  countByStatus,
  GROUP_NAMES,
  type Check,
  type CheckStatus,
} from '../../domain/doctor/check.ts';

const SIGNS: Record<CheckStatus, string> = { good: '✓', attention: '!', broken: '✗' };
const COLOURS: Record<CheckStatus, number> = { good: 32, attention: 33, broken: 31 };
const WIDTH = 96;

export interface ProjectReport {
  project: string;
  checks: Check[];
}

/** The checklist for a terminal. */
export function printReport(reports: readonly ProjectReport[], { colour }: { colour: boolean }): string {
  const paint = (status: CheckStatus, text: string) =>
    colour ? `\u001b[${COLOURS[status]}m${text}\u001b[0m` : text;
  const line = (check: Check) =>
    [
      `  ${paint(check.status, SIGNS[check.status])} ${check.title}`,
      ...wrap(check.detail, 4),
      ...(check.fix ? wrap(`→ ${check.fix}`, 4) : []),
    ].join('\n');
  const groups = ({ checks }: ProjectReport) =>
    CHECK_GROUPS.flatMap((group) => {
      const own = checks.filter((check) => check.group === group);
      return own.length > 0 ? [`${GROUP_NAMES[group]}\n${own.map(line).join('\n')}`] : [];
    });
  const sections = reports.flatMap((report) => [
    ...(reports.length > 1 ? [`── ${report.project} ──`] : []),
    ...groups(report),
  ]);
  return `\n${[...sections, summary(reports.flatMap(({ checks }) => checks))].join('\n\n')}\n`;
}

function summary(checks: Check[]): string {
  const { good, attention, broken } = countByStatus(checks);
  if (broken > 0)
    return `${broken} of ${checks.length} checks failed. Each ✗ says what to do; then run this again.`;
  return attention > 0
    ? `Mail works. ${attention} of ${good + attention} checks want a look.`
    : 'Everything is as it should be.';
}

/** Long words, such as addresses to copy, are never broken. */
function wrap(text: string, indent: number): string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.trim().split(' ')) {
      if (line && line.length + word.length + 1 > WIDTH - indent) {
        lines.push(line);
        line = word;
      } else line = line ? `${line} ${word}` : word;
    }
    return [...lines, line].map((each) => ' '.repeat(indent) + each);
  });
}
