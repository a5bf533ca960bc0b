/**
 * Every refusal the product knows, by code: one list, one mapping at each border
 * (workflow failure → tRPC error → words on the screen).
 */
export const refusals = {
  stale_reply: { status: 'CONFLICT', words: 'A newer message arrived. Read it, then send again.' },
  reply_underway: {
    status: 'CONFLICT',
    words: 'A colleague’s reply is about to leave. Read it, then send yours again when it has left.',
  },
  answer_by_email: {
    status: 'CONFLICT',
    words:
      'This customer is not in the chat. Have the assistant’s answer mailed, or keep the conversation with the team.',
  },
  customer_unreached: {
    status: 'CONFLICT',
    words: 'The assistant cannot reach this customer, in the chat or by mail. A person has to answer.',
  },
  budget_used_up: {
    status: 'CONFLICT',
    words: 'The assistant has used up its budget here. Raise it in Settings first, or answer yourself.',
  },
  answer_gone: {
    status: 'CONFLICT',
    words:
      'This draft does not wait any more: it was sent, a colleague decided, or the customer wrote again.',
  },
  already_left: { status: 'CONFLICT', words: 'It has left already and cannot be undone.' },
  still_sending: {
    status: 'CONFLICT',
    words: 'This mail is still being sent, or the provider is being asked about it.',
  },
  moment_past: { status: 'BAD_REQUEST', words: 'That moment is over. Choose one that is still to come.' },
  tag_taken: { status: 'CONFLICT', words: 'There is a tag of that name. Merge the two instead.' },
  too_many_tags: {
    status: 'CONFLICT',
    words: 'This project has as many tags as it may have. Use one of them, or merge some.',
  },
  conversation_closed: { status: 'CONFLICT', words: 'This conversation is closed. Reopen it first.' },
  conversation_merged: {
    status: 'CONFLICT',
    words: 'This conversation was merged into another. Go on there, or undo the merge first.',
  },
  cannot_merge: {
    status: 'BAD_REQUEST',
    words: 'Only two conversations of the same customer can be merged, and neither may be merged already.',
  },
  cannot_split: {
    status: 'BAD_REQUEST',
    words: 'Only a message from outside, whose sender’s email address is known, can become a conversation.',
  },
  conversation_not_found: { status: 'NOT_FOUND', words: 'There is no such conversation.' },
  id_taken: { status: 'CONFLICT', words: 'This was already sent in another conversation.' },
  not_reading: { status: 'CONFLICT', words: 'This source is not being read at the moment.' },
  not_found: { status: 'NOT_FOUND', words: 'There is no such thing here.' },
  no_address: { status: 'CONFLICT', words: 'This customer’s address is not known: erase the conversation.' },
  moment_too_far: { status: 'BAD_REQUEST', words: 'A reply can wait for 28 days at most.' },
  cannot_copy: {
    status: 'BAD_REQUEST',
    words: 'One of these addresses gets no mail from here: it came back before, is blocked, or is our own.',
  },
  cannot_write: {
    status: 'BAD_REQUEST',
    words: 'This address gets no mail from here: it is our own, is blocked, or came back before.',
  },
  name_taken: { status: 'CONFLICT', words: 'There is one of this name already.' },
  cannot_forward: {
    status: 'BAD_REQUEST',
    words:
      'This address gets no forwarded mail: it is the customer’s or our own, is blocked, or came back before.',
  },
  not_the_sender: {
    status: 'CONFLICT',
    words: 'This mail is not from that address, or that is settled already.',
  },
  already_placed: { status: 'CONFLICT', words: 'Somebody is putting this mail into another conversation.' },
  no_sender: { status: 'CONFLICT', words: 'Nobody can be answered: this mail names no sender.' },
  not_a_member: { status: 'BAD_REQUEST', words: 'That person is not on the team of this project.' },
  owners_only: {
    status: 'FORBIDDEN',
    words: 'Only an owner makes somebody an owner, or changes and removes owners.',
  },
  last_owner: {
    status: 'CONFLICT',
    words: 'A project keeps at least one owner. Make somebody else an owner first.',
  },
  already_a_member: { status: 'CONFLICT', words: 'That person is on the team already.' },
  already_invited: {
    status: 'CONFLICT',
    words: 'That address is invited already. Send that invitation again instead.',
  },
  invitation_unknown: {
    status: 'NOT_FOUND',
    words:
      'This link is not complete, or a newer one has taken its place. Look for the newest mail, or ask whoever invited you.',
  },
  invitation_expired: {
    status: 'CONFLICT',
    words: 'This invitation was good for seven days, which are over. Ask for a new one.',
  },
  invitation_used: {
    status: 'CONFLICT',
    words: 'This invitation was used already. Sign in with the account it was for.',
  },
  invitation_revoked: {
    status: 'CONFLICT',
    words: 'This invitation was taken back. Ask whoever invited you.',
  },
  account_exists: {
    status: 'CONFLICT',
    words: 'There is an account for this address already. Sign in with it, then join.',
  },
  prove_address: {
    status: 'CONFLICT',
    words:
      'This link was passed on and proves no address. Have one mailed to the address it is for, then go on there.',
  },
  mail_not_taken: {
    status: 'BAD_GATEWAY',
    words: 'The mail provider did not take the mail. Try again, or ask whoever runs this installation.',
  },
  other_account: {
    status: 'CONFLICT',
    words: 'This invitation is for another address than the one you are signed in with.',
  },
  weak_password: { status: 'BAD_REQUEST', words: 'This password is guessed too easily.' },
  unknown_project: { status: 'NOT_FOUND', words: 'No project has this widget key.' },
  project_archived: { status: 'FORBIDDEN', words: 'This chat is closed. Please contact us another way.' },
  origin_not_allowed: { status: 'FORBIDDEN', words: 'This site may not use the project’s widget.' },
  not_allowed: {
    status: 'FORBIDDEN',
    words: 'Your role in this project does not allow this. An admin can do it, or give you the role.',
  },
  second_step_required: {
    status: 'FORBIDDEN',
    words: 'This project asks for a second step. Set up an authenticator or a passkey, or sign in with it.',
  },
  own_step_first: {
    status: 'CONFLICT',
    words:
      'Set up an authenticator or a passkey of your own first, or sign in with it: you would keep yourself out.',
  },
  not_an_owner: {
    status: 'FORBIDDEN',
    words: 'Only whoever owns a project here can add another. Ask an owner to do it.',
  },
  customers_address: {
    status: 'CONFLICT',
    words: 'Another customer has this address. Merge the two instead.',
  },
  address_taken: { status: 'CONFLICT', words: 'This address belongs to another project here already.' },
  wrong_name: {
    status: 'BAD_REQUEST',
    words: 'That is not this project’s name. Type it as it stands there.',
  },
  last_project: {
    status: 'CONFLICT',
    words:
      'This is the only project here, and an installation needs one. Add another first, or archive this one.',
  },
  signed_out: { status: 'UNAUTHORIZED', words: 'Sign in first.' },
  visitor_unknown: { status: 'UNAUTHORIZED', words: 'This chat session has ended. Start again.' },
  identity_refused: { status: 'UNAUTHORIZED', words: 'This site did not prove who is signed in.' },
  attachment_gone: {
    status: 'BAD_REQUEST',
    words: 'An attached file is no longer there. Remove it and attach it again.',
  },
  not_sendable: { status: 'BAD_REQUEST', words: 'These files cannot be mailed.' },
  too_many_streams: {
    status: 'TOO_MANY_REQUESTS',
    words: 'Too many windows are open: this one shows nothing new until you come back to it.',
  },
  blocked: { status: 'FORBIDDEN', words: 'The team takes no messages from you here.' },
  slow_down: { status: 'TOO_MANY_REQUESTS', words: 'That was very fast. Wait a moment, then try again.' },
  bad_input: { status: 'BAD_REQUEST', words: 'Something in this request is not right.' },
  too_large: { status: 'PAYLOAD_TOO_LARGE', words: 'This is too large.' },
  try_again: {
    status: 'SERVICE_UNAVAILABLE',
    words: 'Not accepted yet. Try again in a moment; nothing is lost.',
  },
  internal: { status: 'INTERNAL_SERVER_ERROR', words: 'Something went wrong on our side.' },
} as const;

export type RefusalCode = keyof typeof refusals;

export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(refusals, code);
}

/** A request that is understood and not granted. Its code crosses every border; its words are for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: RefusalCode,
    words: string = refusals[code].words,
  ) {
    super(words);
  }
}

/** Too much at once. The same request is welcome after a while. */
export class TooFast extends Refusal {
  constructor(readonly retryAfterMs: number) {
    super('slow_down');
  }
}
