import type { AttributeType } from '../../../domain/customers/attribute.ts';

export const TYPE_WORDS: Record<AttributeType, string> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  yesNo: 'Yes or no',
  choice: 'One of a list',
};

export const ATTRIBUTE_WORDS = {
  explain:
    'What your team wants to know about every customer, such as a plan or a customer number. It stands beside each conversation, in this order.',
  none: 'Nothing yet.',
  loses: 'Removing one also removes what is known of it.',
} as const;
