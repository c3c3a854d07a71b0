import { describe, expect, it } from 'vitest';
import { buildBreadcrumbs, findActiveEntry } from './build-breadcrumbs.ts';

const audit = { text: 'Audit logs', url: '/a/app/audit' };
const navigation = [{ text: 'Botscope', url: '/a/app', children: [{ text: 'Chats', url: '/a/app/chats' }, audit] }];
const texts = (...args: Parameters<typeof buildBreadcrumbs>) => buildBreadcrumbs(...args).map(({ text }) => text);

describe('buildBreadcrumbs', () => {
  it('leads from the app over the entry to the page', () => {
    expect(texts(navigation, '/a/app/audit', undefined)).toEqual(['Botscope', 'Audit logs']);
    expect(texts(navigation, '/a/app/audit', { text: 'Entry 7' })).toEqual(['Botscope', 'Audit logs', 'Entry 7']);
  });

  it('takes the parents that a page names, outermost first', () => {
    const page = { text: 'Flows', parentItem: { text: 'Build', parentItem: { text: 'Automation' } } };
    expect(texts(navigation, '/a/app/flows', page)).toEqual(['Botscope', 'Automation', 'Build', 'Flows']);
  });

  it('does not repeat an entry that the page names itself', () => {
    const byText = { text: 'Audit logs', parentItem: { text: 'Settings' } };
    expect(texts(navigation, '/a/app/audit', byText)).toEqual(['Botscope', 'Settings', 'Audit logs']);
    const byAddress = { text: 'Everything that changed', url: '/a/app/audit' };
    expect(texts(navigation, '/a/app/audit', byAddress)).toEqual(['Botscope', 'Everything that changed']);
  });

  it('leaves out what asks to be left out', () => {
    const page = { text: 'Entry', parentItem: { text: 'Hidden', hideFromBreadcrumbs: true } };
    expect(texts(navigation, '/a/app/x', page)).toEqual(['Botscope', 'Entry']);
  });

  it('keeps addresses where there are some', () => {
    expect(buildBreadcrumbs(navigation, '/a/app/audit', { text: 'Entry' })).toEqual([
      { text: 'Botscope', url: '/a/app' },
      audit,
      { text: 'Entry' },
    ]);
  });
});

describe('findActiveEntry', () => {
  it.each([
    ['/a/app/audit', audit],
    ['/a/app/audit/7', audit],
    ['/a/app/auditing', undefined],
    ['/a/app', undefined],
  ])('finds for %s', (pathname, entry) => {
    expect(findActiveEntry(navigation, pathname)).toBe(entry);
  });
});
