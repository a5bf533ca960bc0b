import type { Config } from '../../config.ts';
import type { Project } from '../../db/project/projects.ts';
import { formatAddress } from '../../domain/mail/address/mail-address.ts';
import { INVITATION_DAYS } from '../../domain/project/invitation.ts';
import { ROLE_WORDS, type Role } from '../../domain/project/roles.ts';
import { createProvider } from '../mail/provider/provider.ts';

interface Letter {
  project: Pick<Project, 'name' | 'supportAddress'>;
  to: string;
  role: Role;
  /** Who invites. */
  by: string;
  link: string;
}

/** @throws ProviderError */
export async function mailInvitation(mail: Config['mail'], letter: Letter): Promise<void> {
  const { project, to, by } = letter;
  await createProvider(mail).send({
    From: formatAddress({ email: project.supportAddress, name: project.name }),
    To: to,
    Subject: `${by} invites you to the team of ${project.name}`,
    TextBody: wordsOf(letter),
    MessageStream: 'outbound',
    Headers: [
      { Name: 'Auto-Submitted', Value: 'auto-generated' },
      { Name: 'X-Auto-Response-Suppress', Value: 'All' },
    ],
  });
}

const wordsOf = ({ project, role, by, link, to }: Letter): string => `${by} invites you to answer ${
  project.name
}’s customers in Throughline, as an ${ROLE_WORDS[role].name.toLowerCase()}.

Join here:
${link}

The link is for ${to} alone, works once, and for ${INVITATION_DAYS} days. If you do not know ${by} or ${project.name}, leave it: nothing happens.
`;
