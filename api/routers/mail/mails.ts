import { z } from 'zod';
import { findOriginalMail } from '../../../db/mail/inbound/original-mail.ts';
import { idSchema } from '../../../domain/contract/schemas.ts';
import { Refusal } from '../../../domain/errors.ts';
import type { OriginalMail } from '../../../domain/inbox/views.ts';
import { drawMail } from '../../mail/html/draw-mail.ts';
import { projectProcedure, router } from '../../rpc/trpc.ts';

export const mailsRouter = router({
  /** A mail as it came, whatever was made of it: its text, and what its frame would show. */
  original: projectProcedure
    .input(z.object({ id: idSchema('eml') }))
    .query(async ({ ctx, input }): Promise<OriginalMail> => {
      const mail = await findOriginalMail(ctx.db, { id: input.id, projectId: ctx.projectId });
      if (!mail) throw new Refusal('not_found');
      const { id, subject, text, html, hasSource } = mail;
      const drawn =
        html === null
          ? null
          : await drawMail(
              ctx.db,
              { id, html },
              { remoteImages: false, secret: ctx.config.sessionSecret, now: new Date() },
            );
      return { subject, text, hasHtml: html !== null, hasSource, remoteImages: drawn?.remoteImages ?? 0 };
    }),
});
