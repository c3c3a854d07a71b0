import { describe, expect, it } from 'vitest';
import { buildFlowLink, buildNodeLink } from './node-link.ts';

describe('buildNodeLink', () => {
  it('writes ids so that they stay one segment and one value', () => {
    expect(buildNodeLink('https://b.example', { flowId: 'a/../b?c', id: 'n&7#x' })).toEqual({
      href: 'https://b.example/flows/a%2F..%2Fb%3Fc?node=n%267%23x',
    });
  });

  it('gives a reason where a part is missing', () => {
    expect(buildNodeLink(undefined, { flowId: 'f', id: 'n' })).toHaveProperty('reason');
    expect(buildNodeLink('https://b.example', { flowId: 'f' })).toHaveProperty('reason');
  });
});

describe('buildFlowLink', () => {
  it('leads to the flow, or says why it cannot', () => {
    expect(buildFlowLink('https://b.example', 'a/b')).toEqual({ href: 'https://b.example/flows/a%2Fb' });
    expect(buildFlowLink(undefined, 'f')).toHaveProperty('reason');
  });
});
