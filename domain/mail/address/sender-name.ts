import { headerText } from './mail-address.ts';

/** Stands in a project's sender name where the agent's own name goes. */
const AGENT = /\{agent\}/gi;

/**
 * The name in From: `Ana (Acme)`, or as the project wants it, such as `{agent} from Acme` or `Acme Support`. A mail that no
 * agent wrote is from the project.
 */
export function senderName(agentName: string, project: { name: string; senderName?: string | null }): string {
  const agent = headerText(agentName, 60);
  const name = headerText(project.name, 60);
  const format = headerText(project.senderName ?? '', 80);
  if (!format) return agent ? `${agent} (${name})` : name;
  if (!agent && format.search(AGENT) >= 0) return name;
  return headerText(
    format.replace(AGENT, () => agent),
    120,
  );
}
