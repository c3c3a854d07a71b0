import { describe, expect, it } from 'vitest';
import { findRefusal, grantedActions, mayOpen } from './plugin-grants.ts';
import { parsePluginManifest } from './plugin-manifest.ts';

const manifest = parsePluginManifest(
  JSON.stringify({
    id: 'x',
    name: 'X',
    roles: [
      { role: { permissions: [{ action: 'read' }] }, grants: ['Viewer'] },
      { role: { permissions: [{ action: 'write' }, { action: 'flag' }] }, grants: ['Editor'] },
      { role: { permissions: [{ action: 'own' }] }, grants: ['Admin'] },
      { role: { permissions: [{ action: 'nobody' }] }, grants: [] },
    ],
  }),
);
const route = { path: 'p', url: 'u', headers: [] };

describe('grantedActions', () => {
  it.each([
    ['Viewer', ['read']],
    ['Editor', ['read', 'write', 'flag']],
    ['Admin', ['read', 'write', 'flag', 'own']],
  ] as const)('gives %s what it and weaker roles are granted', (role, actions) => {
    expect([...grantedActions(manifest, role)]).toEqual(actions);
  });
});

describe('findRefusal', () => {
  it.each([
    [{ reqAction: 'own' }, 'Editor', true],
    [{ reqAction: 'own' }, 'Admin', false],
    [{ reqAction: 'nobody' }, 'Admin', true],
    [{ reqAction: 'read', reqRole: 'Admin' as const }, 'Viewer', false],
    [{ reqRole: 'Editor' as const }, 'Viewer', true],
    [{ reqRole: 'Editor' as const }, 'Admin', false],
    [{}, 'Viewer', false],
  ] as const)('with %o refuses %s: %s', (needs, role, refused) => {
    expect(findRefusal(manifest, { ...route, ...needs }, role) !== undefined).toBe(refused);
  });
});

describe('mayOpen', () => {
  const include = { type: 'page', name: 'n', path: 'p', addToNav: true, defaultNav: false };
  it('asks for the action, else for the role', () => {
    expect(mayOpen({ ...include, action: 'own', role: 'Viewer' }, 'Viewer', new Set(['read']))).toBe(false);
    expect(mayOpen({ ...include, role: 'Admin' }, 'Editor', new Set())).toBe(false);
    expect(mayOpen(include, 'Viewer', new Set())).toBe(true);
  });
});
