import { ATTR_OUTCOME } from '@botscope/conventions';
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { RequestFailure } from '../../lib/backend.ts';
import type { FakeRoute } from '../../test-support/fake-backend.ts';
import { createFakeLoki } from '../../test-support/fake-loki.ts';
import { openConversation } from '../../test-support/open-conversation.tsx';
import { createTurn, TURN_START_MILLIS } from '../../test-support/stored-turn.ts';

const TURNS = 60;
const NOW_MILLIS = TURN_START_MILLIS + 3_600_000;
const READING = 'Reading older turns … 39 so far';

/** 60 turns of five records; the third failed. The first page of 200 records ends in turn 21. */
const records = Array.from({ length: TURNS }, (_, place) => {
  const index = place + 1;
  const attributes = index === 3 ? { [ATTR_OUTCOME]: 'error' } : {};
  const steps = ['Load', 'Create', 'Tell'].map((name) => ({ name, attributes }));
  return createTurn({ index, text: `Message ${index}.`, steps, attributes });
}).flat();

/** A store that answers the first page at once and keeps the others until it is told what to do with them. */
function createHeldStore() {
  const { route } = createFakeLoki('records', records);
  const { promise: told, resolve: tell } = Promise.withResolvers<'answer' | 'fail'>();
  let pageCount = 0;
  let failCount = 0;
  const held: FakeRoute = (request) => {
    const answer = route(request);
    if (answer === undefined || !request.path.endsWith('query_range')) return answer;
    pageCount += 1;
    if (pageCount === 1) return answer;
    return told.then((what) => {
      if (what === 'answer' || failCount > 0) return answer;
      failCount += 1;
      throw new RequestFailure(request, { status: 500, message: 'the disk is full' });
    });
  };
  return { route: held, tell };
}

function open(query = {}) {
  const { route, tell } = createHeldStore();
  return { ...openConversation([], { query, routes: [route], nowMillis: () => NOW_MILLIS }), tell };
}

const transcript = async () => within(await screen.findByRole('log', { name: 'Transcript' }));
const turnPanel = async () => within(await screen.findByRole('region', { name: 'Turn' }));

describe('a long conversation', () => {
  it('shows its newest turns while the older ones are read, says so, and leaves them in view when those come', async () => {
    const { tell } = open();
    expect(await screen.findByText(READING)).toBeVisible();
    expect((await transcript()).getByText('Message 22.')).toBeVisible();
    expect((await transcript()).queryByText('Message 21.')).toBeNull();
    expect(screen.getByText(/started before/)).toBeVisible();
    expect(screen.queryByText(/are missing/)).toBeNull();
    tell('answer');
    await waitFor(() => expect(screen.queryByText(READING)).toBeNull());
    expect((await transcript()).getByText('Message 22.')).toBeVisible();
    expect(screen.queryByText(/started before/)).toBeNull();
  });

  it('opens what failed first only when it is known what did', async () => {
    const { tell } = open();
    expect((await turnPanel()).getByText(/When the older turns have been read/)).toBeVisible();
    tell('answer');
    expect(await screen.findByRole('heading', { name: /turn 3/ })).toBeVisible();
  });

  it('opens the turn of a link as soon as it has been read', async () => {
    open({ turn: 'turn-30' });
    expect(await screen.findByRole('heading', { name: /turn 30/ })).toBeVisible();
    expect(screen.getByText(READING)).toBeVisible();
  });

  it('says that the turn of a link is among those still to be read, then opens it', async () => {
    const { tell } = open({ turn: 'turn-5' });
    expect((await turnPanel()).getByText(/It opens here as soon as it has been read/)).toBeVisible();
    tell('answer');
    expect(await screen.findByRole('heading', { name: /turn 5/ })).toBeVisible();
  });

  it('keeps what it has when the rest cannot be read, says so, and reads all when asked again', async () => {
    const { tell, user } = open();
    await screen.findByText(READING);
    tell('fail');
    expect(await screen.findByText(/Only the newest 39 turns are shown/)).toBeVisible();
    expect((await transcript()).getByText('Message 22.')).toBeVisible();
    await user.click(screen.getByRole('button', { name: /Try again|Retry/ }));
    await waitFor(() => expect(screen.queryByText(/Only the newest/)).toBeNull());
    expect(await screen.findByRole('heading', { name: /turn 3/ })).toBeVisible();
  });

  it('says that a text was not found so far', async () => {
    const { tell } = open({ search: 'Message 5.' });
    expect(await screen.findByText('not found so far')).toBeVisible();
    tell('answer');
    expect(await screen.findByText(/of 1$/)).toBeVisible();
  });
});
