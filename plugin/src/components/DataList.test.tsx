import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { DataList } from './DataList.tsx';
import type { DataColumn } from './data-column.ts';

const columns: readonly DataColumn<number>[] = [
  { id: 'n', header: 'Number', track: '1fr', render: (row) => `row ${row}` },
];

function show(count: number, props: Partial<Parameters<typeof DataList<number>>[0]> = {}) {
  const opened: number[] = [];
  const rows = Array.from({ length: count }, (_, index) => index);
  const result = render(
    <DataList
      label="Numbers"
      columns={columns}
      rows={rows}
      getKey={String}
      onOpen={(row) => opened.push(row)}
      heightPixels={640}
      {...props}
    />,
  );
  return { ...result, opened, user: userEvent.setup() };
}

describe('DataList', () => {
  it('keeps 100,000 rows to fewer than 500 elements', () => {
    const { container } = show(100_000);
    expect(container.querySelectorAll('*').length).toBeLessThan(500);
    expect(screen.getByRole('grid')).toHaveAttribute('aria-rowcount', '100001');
  });

  it('moves its cursor by keys and names the active row', async () => {
    const { user, opened } = show(10);
    screen.getByRole('grid').focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}{End}{ArrowUp}{Enter}');
    expect(opened).toEqual([8]);
    const active = screen.getByRole('grid').getAttribute('aria-activedescendant') ?? '';
    expect(document.getElementById(active)).toHaveTextContent('row 8');
  });

  it('asks for more when its last rows are in view', () => {
    let asked = 0;
    show(5, { onEndReached: () => (asked += 1) });
    expect(asked).toBe(1);
  });

  it('does not ask while there are rows below', () => {
    let asked = 0;
    show(1_000, { onEndReached: () => (asked += 1) });
    expect(asked).toBe(0);
  });

  it('draws a row again only when something about it changed, not when others scroll or its page is drawn again', () => {
    const drawn: number[] = [];
    const counting = [{ ...columns[0], render: (row: number) => drawn.push(row) }] as readonly DataColumn<number>[];
    const rows = Array.from({ length: 1_000 }, (_, index) => index);
    const list = () => (
      <DataList label="Numbers" columns={counting} rows={rows} getKey={String} onOpen={() => 0} heightPixels={640} />
    );
    const { rerender } = render(list());
    const first = [...drawn];
    expect(first.length).toBeGreaterThan(10);
    rerender(list());
    expect(drawn).toEqual(first);
    const grid = screen.getByRole('grid');
    grid.scrollTop = 128;
    fireEvent.scroll(grid);
    expect(drawn.length).toBeGreaterThan(first.length);
    expect(new Set(drawn).size).toBe(drawn.length);
  });
});
