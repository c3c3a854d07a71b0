import type { Flag } from '@botscope/conventions';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { RequestFailure } from '../lib/backend.ts';
import { ServicesContext } from '../lib/services.ts';
import { createTestServices } from '../test-support/render-app.tsx';
import { FlagControl } from './FlagControl.tsx';

const KEY = { bot: '42', environment: 'production', uid: 'c-1' };
const FLAG: Flag = {
  ...{ bot: '42', environment: 'production', conversation: 'c-1' },
  ...{ by: 'Anna Berg', at: Date.UTC(2026, 10, 21, 14, 2, 11, 482), note: 'Look at step 4' },
};

function show(flag: Flag | undefined, mayChange = true) {
  const set = vi.fn(async (_key: unknown, _note: string, _knownAt: number | null) => {});
  const remove = vi.fn(async (_key: unknown, _knownAt: number | null) => {});
  const onRowClick = vi.fn();
  const toTree = (current: Flag | undefined) => (
    <ServicesContext.Provider value={createTestServices()}>
      <div onClick={onRowClick} onKeyDown={onRowClick}>
        <FlagControl flags={{ find: () => current, mayChange, set, remove }} conversation={KEY} />
      </div>
    </ServicesContext.Provider>
  );
  const { rerender } = render(toTree(flag));
  return {
    set,
    remove,
    onRowClick,
    user: userEvent.setup(),
    become: (next: Flag | undefined) => rerender(toTree(next)),
  };
}

const note = () => screen.getByLabelText(/^Note/);

describe('FlagControl', () => {
  it('flags with the note that was typed, and leaves the row around it alone', async () => {
    const { user, set, onRowClick } = show(undefined);
    await user.click(screen.getByRole('button', { name: 'Flag this conversation' }));
    await waitFor(() => expect(note()).toHaveFocus());
    await user.keyboard('Why so slow?{Enter}');
    expect(set.mock.calls).toEqual([[KEY, 'Why so slow?', null]]);
    expect(screen.queryByLabelText(/^Note/)).toBeNull();
    expect(onRowClick).not.toHaveBeenCalled();
  });

  it('shows by whom, when and why, lets the note be edited and the flag be removed', async () => {
    const { user, set, remove } = show(FLAG);
    await user.click(screen.getByRole('button', { name: /^Flagged/ }));
    expect(screen.getByText('Anna Berg')).toBeVisible();
    expect(screen.getByText(/14:02:11\.482/)).toBeVisible();
    await user.type(note(), ', please');
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    expect(set.mock.calls).toEqual([[KEY, 'Look at step 4, please', FLAG.at]]);
    await user.click(screen.getByRole('button', { name: /^Flagged/ }));
    await user.click(screen.getByRole('button', { name: 'Remove flag' }));
    expect(remove.mock.calls).toEqual([[KEY, FLAG.at]]);
  });

  it('tells that somebody else was faster, keeps what was typed, and saves it over theirs only when asked again', async () => {
    const { user, set, become } = show(FLAG);
    await user.click(screen.getByRole('button', { name: /^Flagged/ }));
    await user.type(note(), '!');
    become({ ...FLAG, by: 'Tom', at: FLAG.at + 1, note: 'Mine' });
    const request = { area: 'sidecar', method: 'PUT', path: 'flags' } as const;
    const answer = { status: 409, code: 'flag_changed', message: 'Tom set it.', fix: 'Look at it.' };
    set.mockRejectedValueOnce(new RequestFailure(request, answer));
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Somebody else was faster: Tom set it. Look at it.');
    expect(screen.getByText('Mine')).toBeVisible();
    expect(note()).toHaveValue('Look at step 4!');
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    expect(set.mock.calls.map(([, text, knownAt]) => [text, knownAt])).toEqual([
      ['Look at step 4!', FLAG.at],
      ['Look at step 4!', FLAG.at + 1],
    ]);
  });

  it('shows a flag to those who may not change it, and says why there is nothing to press', async () => {
    const { user } = show(FLAG, false);
    await user.click(screen.getByRole('button', { name: /^Flagged/ }));
    expect(screen.getByText('Look at step 4')).toBeVisible();
    expect(screen.getByText(/Your role may not change flags/)).toBeVisible();
    expect(screen.queryByLabelText(/^Note/)).toBeNull();
  });

  it('cannot be pressed by those who may not flag', () => {
    show(undefined, false);
    expect(screen.getByRole('button', { name: 'Flag this conversation' })).toBeDisabled();
  });
});
