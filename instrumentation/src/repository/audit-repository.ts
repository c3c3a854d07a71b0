import { AsyncLocalStorage } from 'node:async_hooks';
import { ConfigurationError } from '@botscope/conventions';
import type { RowOperation } from '../audit/row-change.ts';
import type { AuditRepositoryOptions } from './audit-repository-options.ts';
import { toMethodOperations } from './method-operations.ts';
import { RepositoryAudit, type RepositoryCall } from './repository-audit.ts';

/** Marks repositories that are audited, in every copy of this package. */
const AUDITED = Symbol.for('botscope.audited');

/** Repositories of which an audited method is running: what it calls of its own is part of it. */
const RUNNING = new AsyncLocalStorage<readonly object[]>();

/**
 * Audits a repository: its methods that create, change and delete record an entry each per object, with the states before
 * and after, the object's id and name, and the actor of the running code. The methods are replaced in the repository itself,
 * so that everyone who has it is audited and its type stays; it is returned.
 *
 * A call is refused before anything is changed, with an `AuditError`, when its entry could not be kept or nobody is known to
 * act. It rejects with AUDIT_CHANGE_UNRECORDED when the entry could not be written after the change. A call that rejects by
 * itself is taken not to have changed anything. Within `auditTransaction` the entries wait for its success.
 * @throws ConfigurationError naming every option that is wrong.
 */
export function auditRepository<Repository extends object>(
  repository: Repository,
  options: AuditRepositoryOptions<Repository>,
): Repository {
  const operations = toMethodOperations(repository, options.methods);
  const problems = listProblems(repository, options, operations);
  if (problems.length > 0) throw new ConfigurationError(problems);
  const audit = new RepositoryAudit(repository, options);
  Object.defineProperty(repository, AUDITED, { value: true });
  for (const [name, operation] of operations) replaceMethod(repository, name, operation, audit);
  return repository;
}

function replaceMethod(repository: object, name: string, operation: RowOperation, audit: RepositoryAudit): void {
  const members = repository as Record<string, (...args: unknown[]) => unknown>;
  const original = members[name] as (...args: unknown[]) => unknown;
  const value = function (this: unknown, ...args: unknown[]): unknown {
    const running = RUNNING.getStore() ?? [];
    if (running.includes(repository)) return original.apply(this, args);
    const run: RepositoryCall['run'] = () =>
      RUNNING.run([...running, repository], async () => original.apply(this, args));
    return audit.call({ operation, method: name, args, run });
  };
  Object.defineProperty(repository, name, { value, writable: true, configurable: true, enumerable: false });
}

function listProblems(
  repository: object,
  { audit, entityType, read }: AuditRepositoryOptions<object>,
  operations: ReadonlyMap<string, RowOperation>,
): string[] {
  const members = repository as Readonly<Record<string | symbol, unknown>>;
  const problems: string[] = [];
  if (typeof (audit as unknown as { record?: unknown } | undefined)?.record !== 'function')
    problems.push('audit must be telemetry.audit.');
  if (typeof entityType !== 'string' || entityType.trim() === '')
    problems.push('entityType must be a text such as card.');
  if (members[AUDITED] === true) problems.push('The repository is audited already.');
  if (!Object.isExtensible(repository)) problems.push('The repository is frozen; audit it before it is.');
  if (operations.size === 0) problems.push('The repository has no method that changes anything; name them in methods.');
  for (const name of operations.keys()) {
    if (typeof members[name] !== 'function') problems.push(`methods.${name}: the repository has no such method.`);
  }
  if (read === undefined && typeof members['findById'] !== 'function') {
    problems.push('read is missing: the repository has no findById, so states before a change are unknown.');
  }
  return problems;
}
