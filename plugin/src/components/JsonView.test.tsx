import { parseJson } from '@botscope/delta';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { JsonView } from './JsonView.tsx';

const show = (value: unknown) => render(<JsonView value={value} label="value" />);
const tree = () => screen.getByRole('group', { name: 'value' });

describe('JsonView', () => {
  it('shows numbers beyond 2^53 digit by digit', () => {
    show(parseJson('{"id": 9007199254740993, "rate": 0.10000000000000000001}'));
    expect(tree()).toHaveTextContent('id: 9007199254740993');
    expect(tree()).toHaveTextContent('rate: 0.10000000000000000001');
  });

  it('shows markup, control and direction characters as text', () => {
    const { container } = show({ '<img src=x onerror=alert(1)>': '<script>\u202e\u0007</script>' });
    expect(container.querySelector('img, script')).toBeNull();
    expect(tree()).toHaveTextContent('"<script>\\u202e\\u0007</script>"');
  });

  it('shows __proto__ as an ordinary member', () => {
    show(parseJson('{"__proto__": {"admin": true}}'));
    expect(tree()).toHaveTextContent('__proto__: {1}admin: true');
  });

  it('opens long lists and long texts on demand', async () => {
    const user = userEvent.setup();
    show({ list: Array.from({ length: 250 }, (_, index) => index), text: 'x'.repeat(5_000) });
    await user.click(screen.getByRole('button', { name: /list/ }));
    expect(screen.getAllByRole('listitem')).toHaveLength(103);
    await user.click(screen.getByRole('button', { name: 'Show 100 more of 250' }));
    expect(screen.getAllByRole('listitem')).toHaveLength(203);
    await user.click(screen.getByRole('button', { name: /show all 5002 characters/ }));
    expect(tree().textContent).toContain('x'.repeat(5_000));
  });

  it('draws deep values only as far as they are open', () => {
    show(parseJson('['.repeat(20_000) + ']'.repeat(20_000)));
    expect(screen.getAllByRole('button').length).toBeLessThan(10);
  });

  it('says how much was left out of a value that was cut', () => {
    show({ big: { $truncated: 70_000 } });
    expect(tree()).toHaveTextContent('left out, too large to keep: 68.4 KB');
  });

  it('says of a value that the capture settings kept out that they did', () => {
    show({ card: { $omitted: 'policy' } });
    expect(tree()).toHaveTextContent('card: left out by the capture settings');
  });

  it('shows what a search finds with the way to it, opened, and says when it finds nothing', () => {
    const value = { a: { b: { c: { d: { total: 3, tax: 1 } } } }, user: 'Mia' };
    const { rerender } = render(<JsonView value={value} label="value" search="TOTAL" />);
    expect(tree()).toHaveTextContent('total: 3');
    expect(tree()).not.toHaveTextContent('tax');
    expect(tree()).not.toHaveTextContent('user');
    rerender(<JsonView value={value} label="value" search="nowhere" />);
    expect(screen.getByText('No name or value contains this text.')).toBeVisible();
  });

  it('marks changed places by a sign with a word', () => {
    render(<JsonView value={{ cart: { total: 3, tax: 1 } }} label="value" changed={new Set(['/cart/total'])} />);
    expect(screen.getAllByTitle('Changed here')).toHaveLength(1);
    expect(tree()).toHaveTextContent('changed total: 3');
  });
});
