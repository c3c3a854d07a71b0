import { describe, expect, it } from 'vitest';
import { readVariables } from './read-variables.ts';
import { toStoreHeaders } from './store-access.ts';
import { LOKI_AUTHORIZATION_VARIABLE, LOKI_TENANT_VARIABLE } from './store-variables.ts';

const table = { tenant: LOKI_TENANT_VARIABLE, authorization: LOKI_AUTHORIZATION_VARIABLE };
const read = (tenant: string, authorization: string) =>
  readVariables(table, { BOTSCOPE_LOKI_TENANT: tenant, BOTSCOPE_LOKI_AUTHORIZATION: authorization });

describe('toStoreHeaders', () => {
  it('names the tenant of a domain, and nothing else where nothing is set', () => {
    expect(toStoreHeaders('audit', { tenant: undefined, authorization: undefined })).toEqual({
      'X-Scope-OrgID': 'audit',
    });
  });

  it('names the one tenant there is, with its credentials', () => {
    expect(toStoreHeaders('audit', { tenant: '123456', authorization: 'Basic abc=' })).toEqual({
      'X-Scope-OrgID': '123456',
      Authorization: 'Basic abc=',
    });
  });
});

describe('the variables of a store', () => {
  it('take a tenant and credentials', () => {
    expect(read("ours-1_.*'()!", 'Bearer abc.def')).toEqual({
      values: { tenant: "ours-1_.*'()!", authorization: 'Bearer abc.def' },
      problems: [],
    });
    expect(read('', '').problems).toEqual([]);
  });

  it.each(['a|b', '..', 'with space', 'a\nb', 'x'.repeat(151)])('refuse the tenant %j', (tenant) => {
    expect(read(tenant, '').problems).toHaveLength(1);
  });

  it.each(['abc', 'Basic', 'Basic a b', 'Bearer a\r\nX: y', 'Digest abc'])(
    'refuse the credentials %j and do not repeat them',
    (text) => {
      const [problem = ''] = read('', text).problems;
      expect(problem).toContain('BOTSCOPE_LOKI_AUTHORIZATION');
      expect(problem).not.toContain('abc');
    },
  );
});
