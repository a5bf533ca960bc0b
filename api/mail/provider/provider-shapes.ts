import { z } from 'zod';

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
const trigger = z
  .object({ Enabled: z.boolean() })
  .nullish()
  .transform((value) => value?.Enabled ?? false);

/** What is read of Postmark's answers; every field may be missing. */
export const server = z
  .object({
    Name: text,
    DeliveryType: text,
    InboundHookUrl: text,
    InboundDomain: text,
    InboundAddress: text,
    RawEmailEnabled: z
      .boolean()
      .nullish()
      .transform((value) => value ?? false),
  })
  .transform((value) => ({
    name: value.Name,
    deliveryType: value.DeliveryType,
    inboundHookUrl: value.InboundHookUrl,
    inboundDomain: value.InboundDomain,
    inboundAddress: value.InboundAddress,
    rawEmail: value.RawEmailEnabled,
  }));

const webhook = z
  .object({
    Url: text,
    HttpAuth: z.object({ Password: text }).nullish(),
    Triggers: z.object({ Delivery: trigger, Bounce: trigger, SpamComplaint: trigger }),
  })
  .transform(({ Url, HttpAuth, Triggers }) => ({
    url: Url,
    password: HttpAuth?.Password || null,
    delivery: Triggers.Delivery,
    bounce: Triggers.Bounce,
    spamComplaint: Triggers.SpamComplaint,
  }));

export const webhooks = z.object({ Webhooks: z.array(webhook) });
export const arrivals = z.object({
  TotalCount: z.coerce.number(),
  InboundMessages: z.array(z.object({ MessageID: z.string().min(1) })),
});

/** Read by whoever takes inbound mail. */
export const details = z.unknown();
export const refusal = z.object({ Message: z.string() });
