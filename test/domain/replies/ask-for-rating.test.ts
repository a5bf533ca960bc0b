import { expect, it } from 'vitest';
import { askForRating, askForRatingLater, ratingDue } from '../../../domain/replies/ask-for-rating.ts';
import { newId } from '../../../domain/ids.ts';
import { begin, moment } from '../../support/people/held-replies.ts';

function closed() {
  const state = begin();
  state.automaticAnswers = {
    assistant: false,
    acknowledge: null,
    rate: { language: 'english', afterMinutes: 5 },
  };
  state.status = 'closed';
  askForRatingLater(state, moment(0));
  return state;
}

it('a customer is asked how it was some minutes after the end', () => {
  expect(ratingDue(closed())).toBe(moment(300));
});

it('nobody is asked about a conversation that the team took for spam, whenever it did', () => {
  const state = closed();
  state.spam = { before: 'open' };
  expect(ratingDue(state)).toBeNull();
  askForRating(state, { id: newId('msg'), at: moment(300) });
  expect(state.unrecorded).toEqual([]);
  expect(state.rating.asked).toBe(false);
});
